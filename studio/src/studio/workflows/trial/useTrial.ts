import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { recordKeys } from '../../../api/keys.ts';
import { getRecord } from '../../../api/records.ts';
import type { Run } from '../../../api/runs.ts';
import { testWorkflow, type WorkflowTrial } from '../../../api/workflows.ts';

/** A record that a workflow is tried out on. */
interface TrialRecord {
  readonly entity: string;
  readonly id: string;
}

/** Test runs of a workflow: the record they are about, and the last result, which stays until the next one. */
export interface Trial {
  readonly record: TrialRecord | undefined;
  readonly chooseRecord: (record: TrialRecord | undefined) => void;
  /** Of the record, as samples of what a run would read. */
  readonly values: JsonObject | undefined;
  readonly run: Run | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly start: (trial: WorkflowTrial) => void;
  readonly reset: () => void;
}

export function useTrial(): Trial {
  const [record, chooseRecord] = useState<TrialRecord>();
  const { entity = '', id = '' } = record ?? {};
  const { data: values } = useQuery({
    queryKey: recordKeys.one(entity, id),
    queryFn: ({ signal }) => getRecord(entity, id, undefined, signal),
    enabled: record !== undefined,
  });
  const { mutate, reset, data, error, isPending } = useMutation({ mutationFn: testWorkflow });
  return { record, chooseRecord, values, run: data, error, isPending, start: mutate, reset };
}
