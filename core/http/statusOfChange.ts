import type { ChangeSetAnswer } from '../workspace/changeSetAnswer.ts';

/** 202: what the change needs is being prepared, and takes longer than a request should. */
export function statusOfChange({ job }: ChangeSetAnswer, { dryRun }: { readonly dryRun?: boolean }): number {
  if (job) return 202;
  return dryRun ? 200 : 201;
}
