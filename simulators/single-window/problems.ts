import type { Problem, ProblemCode } from '../../src-shared/contract/endpoint-api.ts';

/** How the endpoint refuses: status, code and the clerk's reason. `{name}` takes a detail. */
interface ProblemDefinition {
  readonly status: number;
  readonly code: ProblemCode;
  readonly reason: string;
}

const defineProblems = <Kind extends string>(
  problems: Readonly<Record<Kind, ProblemDefinition>>,
): Readonly<Record<Kind, ProblemDefinition>> => problems;

export const problems = defineProblems({
  badRequest: { status: 400, code: 'badRequest', reason: '请求不符合接口约定：{detail}' },
  unknownPath: { status: 404, code: 'badRequest', reason: '没有这个接口' },
  unexpected: { status: 500, code: 'unexpected', reason: '单一窗口内部错误：{detail}' },
  tooManyRequests: { status: 429, code: 'tooManyRequests', reason: '请求过于频繁，请稍后再试' },
  unavailable: { status: 503, code: 'unavailable', reason: '单一窗口暂停服务，请稍后再试' },

  wrongEnrolmentCode: { status: 403, code: 'wrongEnrolmentCode', reason: '企业代码或登记码不正确' },
  unknownDesk: { status: 401, code: 'unknownDesk', reason: '本机尚未登记，或登记已失效' },
  wrongCaptcha: { status: 422, code: 'wrongCaptcha', reason: '验证码不正确或已过期' },
  wrongPassword: { status: 401, code: 'wrongPassword', reason: '用户名或密码不正确' },
  operatorLocked: { status: 423, code: 'locked', reason: '连续输错次数过多，该用户暂时锁定' },

  badPayload: { status: 400, code: 'badPayload', reason: '报文不符合要求：{detail}' },
  badSignature: { status: 403, code: 'badSignature', reason: '验签失败：签名与报文或证书不符' },
  certificateNotTrusted: {
    status: 403,
    code: 'certificateNotTrusted',
    reason: '证书不可信：{detail}',
  },
  certificateExpired: { status: 403, code: 'certificateExpired', reason: '证书不在有效期内' },
  cardMismatch: { status: 403, code: 'cardMismatch', reason: '报文中的{detail}与签名证书不一致' },
  deskMismatch: {
    status: 403,
    code: 'deskMismatch',
    reason: '报文中的本机登记号 {payload} 与登记 {desk} 不一致，请重新申报',
  },
  enterpriseMismatch: {
    status: 403,
    code: 'enterpriseMismatch',
    reason: '报文中的企业与本机登记的企业不一致',
  },
  idempotencyMismatch: {
    status: 422,
    code: 'idempotencyMismatch',
    reason: '同一申报编号已用于另一份报文',
  },
  alreadyDeclared: {
    status: 409,
    code: 'alreadyDeclared',
    reason: '车次 {tripNo} 已申报（{status}），不能重复申报',
  },
  nothingAccepted: {
    status: 409,
    code: 'nothingAccepted',
    reason: '车次 {tripNo} 没有海关已入库的数据，不能{action}',
  },
  sheetLocked: { status: 409, code: 'locked', reason: '车次 {tripNo} 已锁定，不能{action}' },
  sheetClosed: { status: 409, code: 'closed', reason: '车次 {tripNo} {status}，不能{action}' },
  requestUnderWay: {
    status: 409,
    code: 'requestUnderWay',
    reason: '车次 {tripNo} 的上一次变更或删单尚无结果，不能{action}',
  },

  unknownSubmission: { status: 404, code: 'unknownSubmission', reason: '没有这次申报' },
  unknownTrip: { status: 404, code: 'unknownTrip', reason: '该车次没有申报过' },
  unknownTable: { status: 404, code: 'unknownTable', reason: '没有这张参数表' },
});

export type ProblemKind = keyof typeof problems;

export class EndpointProblem extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(
    kind: ProblemKind,
    details: Readonly<Record<string, string>> = {},
    until: number | null = null,
  ) {
    const { status, code, reason } = problems[kind];
    const filled = reason.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole);
    super(`${code}: ${filled}`);
    this.name = 'EndpointProblem';
    this.status = status;
    this.problem = {
      code,
      reason: filled,
      ...(until === null ? {} : { until: new Date(until).toISOString() }),
    };
  }
}
