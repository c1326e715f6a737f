import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ProgramEvent } from '../../src-shared/contract/channels.ts';
import type { OperatorProfile, ProgramState } from '../../src-shared/contract/schemas.ts';
import { failureOf } from '../../src-shared/errors/error-kinds.ts';
import type { Failure } from '../../src-shared/errors/result.ts';
import { invoke } from '../bridge.ts';

/** What the main process last told about program, card, endpoint and operator. */
export const useProgram = defineStore('program', () => {
  const state = shallowRef<ProgramState | null>(null);
  const loadProblem = ref<Failure | null>(null);

  const operator = computed(() => state.value?.operator ?? null);

  /** Why 申报 is grey for this operator, whatever the sheet; null where nothing is in the way. */
  const declareObstacle = computed<string | null>(() => {
    const person = operator.value;
    if (person === null) return '请先登录';
    if (person.cardNumber === null) return failureOf('session.noCardBound').message;
    return person.rights.includes('signer') ? null : '当前用户没有申报权限';
  });
  const mayEnter = computed(() => operator.value?.rights.includes('clerk') ?? false);
  /** 申报, 变更 and 删单 are a signer's (rules.md, People). */
  const maySign = computed(() => operator.value?.rights.includes('signer') ?? false);

  const load = async (): Promise<void> => {
    const answer = await invoke('program.state', undefined);
    if (answer.ok) state.value = answer.value;
    loadProblem.value = answer.ok ? null : answer.error;
  };

  const setOperator = (signedIn: OperatorProfile | null): void => {
    if (state.value !== null) state.value = { ...state.value, operator: signedIn };
  };

  const apply = (event: ProgramEvent): void => {
    const old = state.value;
    if (event.type === 'program') state.value = event.state;
    if (old === null) return;
    if (event.type === 'card') state.value = { ...old, card: event.card };
    if (event.type === 'endpoint') state.value = { ...old, endpoint: event.endpoint };
    if (event.type === 'session') setOperator(event.operator);
  };

  return {
    state,
    loadProblem,
    operator,
    declareObstacle,
    mayEnter,
    maySign,
    load,
    setOperator,
    apply,
  };
});
