import type { SheetRow } from '../../src-shared/contract/schemas.ts';
import { invoke } from '../bridge.ts';
import { ask, tellFailure } from './ask.ts';
import { say } from './say.ts';

/** What can be done with a saved sheet from the form and from the query's list alike. */

export const deleteSaved = async (sheet: SheetRow): Promise<boolean> => {
  const confirmed = await ask({
    title: '删除',
    message: '是否确认删除该数据？',
    facts: [
      ['车次确认编号', sheet.tripNo],
      ['绑定介质关键信息', sheet.head.mediumId],
    ],
    advice: '暂存状态的数据，删除后不可恢复，只能重新录入，请谨慎操作！',
    confirmWord: '确认',
    cancelWord: '取消',
    focus: 'cancel',
    confirmTestId: 'confirm-delete',
  });
  if (!confirmed) return false;
  const answer = await invoke('declaration.delete', { id: sheet.id, version: sheet.version });
  if (!answer.ok) {
    await tellFailure(answer.error);
    return false;
  }
  say('success', '删除成功');
  return true;
};

export const takeBack = async (submissionId: string): Promise<void> => {
  const confirmed = await ask({
    title: '取消发送',
    message: '该票尚未发出。是否取消发送？取消后需要重新申报。',
    confirmWord: '取消发送',
    cancelWord: '继续等待发送',
    focus: 'cancel',
  });
  if (!confirmed) return;
  const answer = await invoke('outbox.takeBack', { submissionId });
  if (answer.ok) say('success', '已取消发送');
  else await tellFailure(answer.error);
};

/** 仍要申报？ for what waited too long (rules.md, Life 12). */
export const declareAfterAll = async (submissionId: string): Promise<void> => {
  const confirmed = await ask({
    title: '仍要申报？',
    message: '该票等待发送的时间过长，已暂停发送。请核对内容是否仍然有效，是否仍要申报？',
    confirmWord: '仍要申报',
    cancelWord: '暂不申报',
    focus: 'cancel',
    confirmTestId: 'confirm-release',
  });
  if (!confirmed) return;
  const answer = await invoke('outbox.release', { submissionId });
  if (answer.ok) say('success', '将继续发送');
  else await tellFailure(answer.error);
};
