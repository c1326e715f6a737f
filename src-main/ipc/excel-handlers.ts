import type { ChannelInput, ChannelName } from '../../src-shared/contract/channels.ts';
import { success } from '../../src-shared/errors/result.ts';
import type { Handlers } from './register-channels.ts';
import type { SignedIn } from './signed-in.ts';

type ExcelChannel = Extract<ChannelName, `excel.${string}` | `import.${string}`>;

const done = success(null);

/** The handlers of spreadsheets: export, template and import. */
export const excelHandlers = (signedIn: SignedIn): Pick<Handlers, ExcelChannel> => ({
  'excel.export': signedIn(({ excel }, input: ChannelInput<'excel.export'>, operator) =>
    excel.exportSheets(input, operator),
  ),
  'excel.template': signedIn(({ excel }) => excel.saveTemplate()),
  'excel.showFile': signedIn(({ excel }) => {
    excel.showFile();
    return done;
  }),
  'excel.stop': signedIn(async ({ excel }, { jobId }: ChannelInput<'excel.stop'>) => {
    await excel.stop(jobId);
    return done;
  }),

  'import.choose': signedIn(({ excel }, { importId }: ChannelInput<'import.choose'>, operator) =>
    excel.chooseImport(importId, operator),
  ),
  'import.page': signedIn(({ excel }, input: ChannelInput<'import.page'>) =>
    excel.showImported(input),
  ),
  'import.saveBack': signedIn(({ excel }, { importId }: ChannelInput<'import.saveBack'>) =>
    excel.saveImportBack(importId),
  ),
  'import.keep': signedIn(
    async ({ excel }, input: ChannelInput<'import.keep'>, operator, services) => {
      const answer = await excel.keepImported(input, operator);
      if (answer.ok) services.emit({ type: 'declarationsChanged', ids: answer.value });
      return answer;
    },
  ),
  'import.discard': signedIn(async ({ excel }, { importId }: ChannelInput<'import.discard'>) => {
    await excel.discardImport(importId);
    return done;
  }),
});
