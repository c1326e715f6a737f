/**
 * Every kind of error with what the clerk reads: a total map, so that a new kind does not compile
 * without its words. `{name}` is replaced by a detail; see {@link failureOf}.
 */
import type { Failure } from './result.ts';

export interface ErrorWords {
  readonly title: string;
  readonly sentence: string;
  /** What to do now. */
  readonly advice: string;
  /** Whether doing the same again can succeed. */
  readonly retry: boolean;
}

const defineErrors = <Kinds extends string>(
  words: Readonly<Record<Kinds, ErrorWords>>,
): Readonly<Record<Kinds, ErrorWords>> => words;

export const errorWords = defineErrors({
  'ipc.badPayload': {
    title: '请求无效',
    sentence: '程序内部请求的内容不符合约定，已拒绝。',
    advice: '请重试；若再次出现，请联系管理员并提供日志。',
    retry: false,
  },
  'ipc.forbiddenSender': {
    title: '请求被拒绝',
    sentence: '请求不是来自本程序的窗口，已拒绝。',
    advice: '请联系管理员。',
    retry: false,
  },
  'program.unexpected': {
    title: '程序出错',
    sentence: '操作没有完成，已录入的内容仍然保留。',
    advice: '请重试；若再次出现，请联系管理员并提供日志。',
    retry: true,
  },
  'session.signedOut': {
    title: '未登录',
    sentence: '请先登录。',
    advice: '请登录后再操作。',
    retry: false,
  },
  'session.wrongPassword': {
    title: '登录失败',
    sentence: '用户名或密码不正确。',
    advice: '请核对后重新输入。',
    retry: true,
  },
  'session.wrongCaptcha': {
    title: '登录失败',
    sentence: '验证码不正确或已过期。',
    advice: '请按新图片重新输入验证码。',
    retry: true,
  },
  'session.locked': {
    title: '账号暂时锁定',
    sentence: '连续输错次数过多，该用户在本机暂时锁定至 {until}。',
    advice: '请稍后再试，或联系管理员。',
    retry: false,
  },
  'session.unknownOffline': {
    title: '无法登录',
    sentence: '单一窗口连接不上，而该用户没有在本机登录过，无法核对密码。',
    advice: '请检查网络后重试，或用在本机登录过的用户登录。',
    retry: true,
  },
  'session.notAllowed': {
    title: '没有权限',
    sentence: '当前用户没有“{action}”的权限。',
    advice: '请由有权限的操作员操作。',
    retry: false,
  },
  'session.noCardBound': {
    title: '不能申报',
    sentence: '当前用户未绑定电子口岸卡，可录入、暂存、查询，不能申报',
    advice: '请由绑定了电子口岸卡的操作员申报。',
    retry: false,
  },
  'desk.notEnrolled': {
    title: '本机尚未登记',
    sentence: '本机尚未在单一窗口登记，暂不能编号；录入的内容已作为未暂存草稿保留在本机。',
    advice: '请在“本机登记”中登记后再暂存。',
    retry: false,
  },
  'desk.mustEnrolAgain': {
    title: '本机需要重新登记',
    sentence:
      '数据文件与本机的标识不一致（可能是恢复的备份或复制的文件夹），在重新登记前不再编号。',
    advice: '请在“本机登记”中重新登记。',
    retry: false,
  },
  'desk.wrongCode': {
    title: '登记失败',
    sentence: '企业代码或登记码不正确。',
    advice: '请核对单一窗口给出的登记码。',
    retry: true,
  },
  'sheet.notFound': {
    title: '找不到单证',
    sentence: '这票单证不在本机。',
    advice: '请重新查询。',
    retry: false,
  },
  'sheet.cannotStore': {
    title: '不能暂存',
    sentence: '有内容无法保存：{detail}',
    advice: '请修改标出的字段后再暂存。',
    retry: false,
  },
  'sheet.empty': {
    title: '不能暂存',
    sentence: '还没有录入任何内容。',
    advice: '请先录入再暂存。',
    retry: false,
  },
  'sheet.changedMeanwhile': {
    title: '单证已变化',
    sentence: '这票单证在此期间已变化，没有执行本次操作。',
    advice: '请查看最新内容后再操作。',
    retry: false,
  },
  'sheet.actionNotAllowed': {
    title: '不允许的操作',
    sentence: '单证状态为“{status}”，不能{action}。',
    advice: '{sentence}',
    retry: false,
  },
  'sheet.hasProblems': {
    title: '申报失败',
    sentence: '申报失败，该票还有 {count} 处待改。',
    advice: '请按检查清单修改后再申报。',
    retry: false,
  },
  'sheet.unconfirmedWarnings': {
    title: '需要确认',
    sentence: '有 {count} 条提示需要确认后才能申报。',
    advice: '请逐条核对并确认。',
    retry: false,
  },
  'sheet.noItems': {
    title: '申报失败',
    sentence: '申报失败，该数据没有表体信息！',
    advice: '请至少录入一条表体。',
    retry: false,
  },
  'amendment.noDifference': {
    title: '没有变更内容',
    sentence: '内容与海关已接受的版本相同，没有可变更的内容。',
    advice: '请修改后再操作；不再变更请“放弃变更”。',
    retry: false,
  },
  'amendment.underway': {
    title: '不能放弃变更',
    sentence: '变更已申报，海关尚未答复，不能放弃。',
    advice: '请等待海关回执。',
    retry: true,
  },
  'sheet.openElsewhere': {
    title: '单证正由他人修改',
    sentence: '这票单证正由另一位操作员修改。',
    advice: '请等其关闭后再修改，或由管理员移交。',
    retry: true,
  },
  'template.notFound': {
    title: '没有这个模板',
    sentence: '没有找到这个模板，可能已被删除。',
    advice: '请重新打开模板列表。',
    retry: false,
  },
  'template.nameTaken': {
    title: '模板名称已有',
    sentence: '已有名为“{name}”的模板。',
    advice: '请换一个名称。',
    retry: false,
  },
  'template.notYours': {
    title: '不能修改这个模板',
    sentence: '这个公用模板由其他操作员建立。',
    advice: '请由建立者或管理员修改，或换一个名称另存。',
    retry: false,
  },
  'batch.tooMany': {
    title: '一次处理过多',
    sentence: '选中了 {count} 票，一次最多处理 {most} 票。',
    advice: '请缩小查询条件，或分几次处理。',
    retry: false,
  },
  'outbox.tried': {
    title: '不能取消发送',
    sentence: '这票单证已经发送过，海关可能已经收到，不能取消。',
    advice: '请等待回执。',
    retry: false,
  },
  'card.serviceNotRunning': {
    title: '读卡服务未运行',
    sentence: '系统的智能卡服务（PC/SC）没有运行。',
    advice: '请启动智能卡服务（Windows：Smart Card；Linux：pcscd）后重试。',
    retry: true,
  },
  'card.bindingUnavailable': {
    title: '读卡组件不可用',
    sentence: '本机的读卡组件无法加载，不能读卡和签名；录入与暂存不受影响。',
    advice: '请联系管理员重新安装程序。',
    retry: false,
  },
  'card.noReader': {
    title: '没有读卡器',
    sentence: '没有找到读卡器或 Ikey。',
    advice: '请插入读卡器或 Ikey，并确认驱动已安装。',
    retry: true,
  },
  'card.noCard': {
    title: '没有插卡',
    sentence: '读卡器中没有卡。',
    advice: '请插入电子口岸 IC 卡或 Ikey。',
    retry: true,
  },
  'card.unresponsive': {
    title: '卡无响应',
    sentence: '读卡器中有卡，但读不出来。',
    advice: '请检查卡的正反面，拔出后重新插入。',
    retry: true,
  },
  'card.notEport': {
    title: '不是电子口岸卡',
    sentence: '读卡器中的卡不是电子口岸卡。',
    advice: '请换成电子口岸 IC 卡或 Ikey。',
    retry: true,
  },
  'card.wrongCard': {
    title: '卡号不一致',
    sentence: '当前卡号 {present} 与用户注册信息卡号 {expected} 不一致，无法进行申报',
    advice: '请插入本人绑定的卡，或由持卡人登录后申报。',
    retry: true,
  },
  'card.heldByOther': {
    title: '卡被占用',
    sentence: '另一个程序正在使用这张卡。',
    advice: '请关闭占用读卡器的其他程序后重试。',
    retry: true,
  },
  'card.removed': {
    title: '卡已拔出',
    sentence: '操作中途卡被拔出，没有签名。',
    advice: '请重新插卡后再申报；这不计入密码错误次数。',
    retry: true,
  },
  'card.wrongPin': {
    title: '卡密码错误',
    sentence: '卡密码错误，还可尝试 {tries} 次。',
    advice: '请核对后再输入；次数用完卡将被锁定。',
    retry: true,
  },
  'card.wrongPinUnknownTries': {
    title: '卡密码错误',
    sentence: '卡密码错误，剩余次数未知。',
    advice: '请务必核对后再输入；多次输错卡将被锁定。',
    retry: true,
  },
  'card.blocked': {
    title: '卡已锁定',
    sentence: '卡密码输错次数过多，卡已锁定。',
    advice: '请到电子口岸制卡中心或在线办理解锁。',
    retry: false,
  },
  'card.pinFormat': {
    title: '卡密码格式不对',
    sentence: '卡密码的长度或字符不符合要求，没有送到卡上，不计次数。',
    advice: '请重新输入。',
    retry: true,
  },
  'card.certificateExpired': {
    title: '证书已过期',
    sentence: '卡内证书已于 {date} 到期，不能签名。',
    advice: '请办理证书更新。',
    retry: false,
  },
  'card.timeout': {
    title: '读卡超时',
    sentence: '卡在规定时间内没有应答。',
    advice: '请拔出后重新插入再试。',
    retry: true,
  },
  'card.refusedCommand': {
    title: '卡拒绝了命令',
    sentence: '卡返回状态字 {statusWord}，操作没有完成。',
    advice: '请拔出后重新插入再试；若再次出现，请联系管理员。',
    retry: true,
  },
  'card.sessionEnded': {
    title: '签名会话已结束',
    sentence: '签名会话已结束，没有签名。',
    advice: '请重新点击申报。',
    retry: true,
  },
  'card.processStopped': {
    title: '读卡进程已重启',
    sentence: '读卡进程意外停止，已自动重启；没有签名。',
    advice: '请重新点击申报。',
    retry: true,
  },
  'endpoint.unreachable': {
    title: '单一窗口连接不上',
    sentence: '单一窗口连接不上。',
    advice: '可继续录入、暂存和签名，恢复后自动发送。',
    retry: true,
  },
  'endpoint.badAnswer': {
    title: '单一窗口应答异常',
    sentence: '单一窗口的应答不符合约定。',
    advice: '程序会自动重试；若持续出现，请联系管理员。',
    retry: true,
  },
  'endpoint.refused': {
    title: '单一窗口拒绝',
    sentence: '单一窗口拒绝：{reason}',
    advice: '请按原因修改后重新申报。',
    retry: false,
  },
  'store.unwritable': {
    title: '数据无法写入',
    sentence: '数据文件夹无法写入：{path}',
    advice: '请检查磁盘与文件夹权限；在此之前录入的内容只保留在窗口中。',
    retry: true,
  },
  'store.newerVersion': {
    title: '数据来自更新的版本',
    sentence: '数据文件由更新版本的程序建立（{found}），本程序只认识到 {known}，没有打开。',
    advice: '请安装新版程序；数据没有被改动。',
    retry: false,
  },
  'store.damaged': {
    title: '数据文件损坏',
    sentence: '数据文件无法读取：{path}',
    advice: '请联系管理员从备份恢复；文件没有被删除。',
    retry: false,
  },
  'store.full': {
    title: '磁盘已满',
    sentence: '磁盘空间不足，没有保存。',
    advice: '请清理磁盘后重试；窗口中的内容仍然保留。',
    retry: true,
  },
  'store.busy': {
    title: '数据被占用',
    sentence: '数据文件正被另一个程序占用，没有保存。',
    advice: '请关闭占用的程序后重试。',
    retry: true,
  },
  'table.notWritten': {
    title: '没有导出',
    sentence: '文件无法写入：{file}',
    advice: '请关闭正在打开它的程序，或换一个位置后重试。',
    retry: true,
  },
  'query.datesHalf': {
    title: '查询条件不完整',
    sentence: '按录入时间查询时，起始和结束时间都要填。',
    advice: '请补填另一个日期，或将两个日期都清空。',
    retry: false,
  },
  'query.datesReversed': {
    title: '查询条件有误',
    sentence: '录入时间的起始日期不能晚于结束日期。',
    advice: '请更正日期后查询。',
    retry: false,
  },
  'query.textTooShort': {
    title: '查询内容太短',
    sentence: '全文查询请至少输入两个字符。',
    advice: '请多输入一些内容后查询。',
    retry: false,
  },
  'training.notStarted': {
    title: '培训环境没有启动',
    sentence: '模拟的单一窗口或虚拟卡没有启动，培训环境中不能登录或申报。',
    advice: '请重新启动程序；若再次出现，请联系管理员并提供日志。',
    retry: true,
  },
  'file.unreadable': {
    title: '文件无法读取',
    sentence: '文件无法读取：{path}',
    advice: '请检查文件是否还在、是否有权限。',
    retry: true,
  },
  'export.nothing': {
    title: '没有可导出的单证',
    sentence: '没有符合条件的单证，没有生成文件。',
    advice: '请调整查询条件或勾选后再导出。',
    retry: false,
  },
  'import.refused': {
    title: '不能导入',
    sentence: '{reason}。',
    advice: '没有导入任何内容。',
    retry: false,
  },
  'import.ended': {
    title: '导入预览已结束',
    sentence: '这次导入的预览已经结束，没有导入任何内容。',
    advice: '请重新选择文件。',
    retry: false,
  },
  'excel.busy': {
    title: '正在处理文件',
    sentence: '上一个导出或导入还没有结束。',
    advice: '请等它结束，或先停止。',
    retry: true,
  },
  'excel.stopped': {
    title: '已停止',
    sentence: '已停止，没有生成文件，也没有导入任何内容。',
    advice: '可重新开始。',
    retry: true,
  },
  'print.nothing': {
    title: '没有可打印的单证',
    sentence: '没有符合条件的单证，没有打印。',
    advice: '请调整查询条件或勾选后再打印。',
    retry: false,
  },
  'print.tooMany': {
    title: '一次打印过多',
    sentence: '选中了 {count} 票，一次最多打印 {most} 票。',
    advice: '请缩小查询条件，或分几次打印。',
    retry: false,
  },
  'print.ended': {
    title: '打印预览已结束',
    sentence: '这次打印的预览已经结束，没有打印。',
    advice: '请重新点击打印。',
    retry: false,
  },
  'print.stopped': {
    title: '已停止打印',
    sentence: '已停止，没有打印。',
    advice: '请关闭这个窗口，需要时再打印。',
    retry: false,
  },
  'print.busy': {
    title: '正在打印',
    sentence: '上一次打印还没有结束。',
    advice: '请等它结束后再打印。',
    retry: true,
  },
  'print.noPrinter': {
    title: '没有打印机',
    sentence: '没有找到打印机，可以保存为 PDF。',
    advice: '请连接或安装打印机后重试，或保存为 PDF。',
    retry: true,
  },
  'print.printerGone': {
    title: '找不到打印机',
    sentence: '找不到打印机“{printer}”，没有打印。',
    advice: '请检查打印机是否已连接，或换一台打印机。',
    retry: true,
  },
  'print.refused': {
    title: '没有打印',
    sentence: '打印机没有接受打印任务：{reason}',
    advice: '请检查打印机后重试，或保存为 PDF。',
    retry: true,
  },
  'print.notWritten': {
    title: '没有保存',
    sentence: '文件无法写入：{file}',
    advice: '请关闭正在打开它的程序，或换一个位置后重试。',
    retry: true,
  },
  'settings.unreadable': {
    title: '设置文件无法读取',
    sentence: '设置文件内容损坏，已改用默认设置；原文件保留为 {kept}。',
    advice: '请检查设置。',
    retry: false,
  },
});

export type ErrorKind = keyof typeof errorWords;

/** The failure of a kind, with its details put into the sentence for the clerk. */
export const failureOf = (
  kind: ErrorKind,
  details: Readonly<Record<string, string | number>> = {},
): Failure => {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
  const triesLeft = details['tries'];
  return {
    kind,
    message: fill(errorWords[kind].sentence),
    advice: fill(errorWords[kind].advice),
    ...(typeof triesLeft === 'number' ? { triesLeft } : {}),
  };
};
