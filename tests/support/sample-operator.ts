import { keepOperator } from '../../src-main/store/operators.ts';
import type { WritableStore } from '../../src-main/store/store.ts';
import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import { sampleWorld } from '../../simulators/sample-world.ts';
import type { SampleOperator } from '../../simulators/sample-world.ts';

export type SampleUser = (typeof sampleWorld.operators)[number]['userName'];

/** One of training's operators in a store; without a hash nobody signs in there without a network. */
export const keepSampleOperator = (
  store: WritableStore,
  userName: SampleUser,
  passwordHash = 'scrypt$none$none',
): OperatorProfile => {
  const operators: readonly SampleOperator[] = sampleWorld.operators;
  const found = operators.find((one) => one.userName === userName);
  if (found === undefined) throw new Error(`no sample operator ${userName}`);
  const { name, uscc, organisationCode } = sampleWorld.enterprise;
  const { displayName, cardNumber, rights } = found;
  return keepOperator(
    store,
    {
      userName,
      displayName,
      cardNumber,
      rights: [...rights],
      enterprise: { name, uscc, organisationCode },
    },
    passwordHash,
  );
};
