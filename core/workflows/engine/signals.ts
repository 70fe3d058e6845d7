import type { Json } from '../../lib/json.ts';
import type { StepFault } from './StepRunner.ts';

/** Somebody else has changed the run: it is read again, and goes on from there. */
export class Stale extends Error {}

/** The process is about to stop: the run goes on elsewhere. */
export class Interrupted extends Error {}

/** A sibling branch has failed, or the run has been cancelled: nothing more is begun. */
export class Abandoned extends Error {}

/** A step in the run's transaction failed: with it goes all that was not committed, and is done again without it. */
export class StepBroke extends Error {
  readonly key: string;
  readonly failure: unknown;

  constructor(key: string, failure: unknown) {
    super('a step failed in the transaction of its run', { cause: failure });
    this.key = key;
    this.failure = failure;
  }
}

/** A step failed for good, and what stands around it does not go on either. */
export class StepFailed extends Error {
  readonly key: string;
  readonly fault: StepFault;

  constructor(key: string, fault: StepFault) {
    super(fault.message);
    this.key = key;
    this.fault = fault;
  }
}

/** A step has ended the run. */
export class Stopped extends Error {
  readonly state: 'done' | 'failed';
  readonly key: string;
  readonly fault: StepFault | null;
  readonly output: Json;

  constructor(key: string, state: 'done' | 'failed', fault: StepFault | null, output: Json) {
    super('a step ended the run');
    this.key = key;
    this.state = state;
    this.fault = fault;
    this.output = output;
  }
}
