import type { OperatorProfile } from '../../src-shared/contract/schemas.ts';
import type { Result } from '../../src-shared/errors/result.ts';
import type { Services, StoreServices } from './handlers.ts';

/** Wraps what only a signed-in operator may ask for. */
export type SignedIn = <Input, Value>(
  work: (
    stored: StoreServices,
    input: Input,
    operator: OperatorProfile,
    services: Services,
  ) => Result<Value> | Promise<Result<Value>>,
) => (input: Input) => Promise<Result<Value>>;
