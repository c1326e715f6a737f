/** One test, named by its file and by its title as it stands there, `%s` and `${…}` unfilled. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** A rule of the manual or of rules.md and the tests that hold it. */
export interface Rule {
  /** Where it stands: a section of the manual or of rules.md, and what it is about. */
  readonly id: string;
  /** The rule in one sentence, in the words of its source. */
  readonly rule: string;
  readonly tests: readonly NamedTest[];
  /** What of it belongs to a screen that is not built yet, and why. */
  readonly laterIssue?: string;
}

type Named = (...titles: readonly string[]) => readonly NamedTest[];

const testsOf =
  (file: string): Named =>
  (...titles) =>
    titles.map((title) => ({ file, title }));

const shared = (name: string): Named => testsOf(`src-shared/${name}.test.ts`);
const main = (name: string): Named => testsOf(`src-main/${name}.test.ts`);
const renderer = (name: string): Named => testsOf(`src-renderer/${name}.test.ts`);
export const testsOfWindow = (name: string): Named => testsOf(`tests/e2e/${name}.e2e.ts`);
const window = testsOfWindow;

/** The test files that the rules name. */
export const held = {
  amendment: shared('declaration/amendment'),
  checkDigits: shared('declaration/check-digits'),
  errorKinds: shared('errors/error-kinds'),
  fields: shared('declaration/fields'),
  findings: shared('declaration/findings'),
  folding: shared('declaration/folding'),
  headChange: shared('declaration/head-change'),
  newSheet: shared('declaration/new-sheet'),
  numbers: shared('declaration/numbers'),
  payload: shared('signature/payload'),
  pinyin: shared('parameters/pinyin'),
  rules: shared('declaration/rules'),
  search: shared('parameters/search'),
  shippedTables: shared('parameters/shipped-tables'),
  status: shared('declaration/status'),
  textFormats: shared('declaration/text-formats'),
  watermarks: shared('print/watermarks'),
  trouble: shared('declaration/trouble'),
  weight: shared('declaration/weight'),

  amend: main('declarations/amend'),
  applyReceipts: main('sync/apply-receipts'),
  batch: main('declarations/batch'),
  cardSession: main('card/card-session'),
  changeReceipts: main('sync/apply-change-receipts'),
  declare: main('declarations/declare'),
  declareChange: main('declarations/declare-change'),
  deskIdentity: main('desk/desk-identity'),
  notices: main('notices'),
  otherSheets: main('declarations/other-sheets'),
  printService: main('reports/print/print-service'),
  query: main('store/query'),
  save: main('declarations/save'),
  settings: main('settings/settings'),
  signIn: main('operators/sign-in'),
  store: main('store/store'),
  tray: main('window/tray'),
  troublesStore: main('store/troubles'),
  watchTroubles: main('sync/watch-troubles'),
  windowMessages: main('window/window-messages'),
  workingCopies: main('store/working-copies'),

  conditions: renderer('query/conditions'),
  focusOrder: renderer('declare/focus-order'),
  moments: renderer('components/moments'),
  openSheet: renderer('declare/open-sheet'),
  sendingState: testsOf('src-shared/declaration/sending-state.test.ts'),

  changeFollowed: testsOf('tests/integration/amend-and-withdraw.test.ts'),
  followed: testsOf('tests/integration/declare-and-follow.test.ts'),
  realCard: testsOf('tests/integration/card.test.ts'),
  customs: testsOf('simulators/single-window/customs.test.ts'),
  endpointSignIn: testsOf('simulators/single-window/sign-in.test.ts'),
  submissions: testsOf('simulators/single-window/submissions.test.ts'),
  words: testsOf('tests/rules/clerks-words.test.ts'),

  actionsWindow: window('query-actions'),
  buttonsWindow: window('buttons'),
  declareWindow: window('declare'),
  focusWindow: window('focus'),
  formWindow: window('form'),
  keyboardWindow: window('keyboard'),
  printWindow: window('print'),
  queryConditionsWindow: window('query-conditions'),
  noticesWindow: window('notices'),
  shellWindow: window('shell'),
  troublesWindow: window('troubles'),
} as const;
