import { useIsMutating, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { recordKeys } from '../../api/keys.ts';
import { getRecord, type RecordValues, updateRecord } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { asNumber } from '../../lib/values.ts';
import { changedValues } from '../../store/changedValues.ts';
import { conditionFields } from '../../store/conditionFields.ts';
import { formLayout, layoutFields } from '../../store/formLayout.ts';
import { changedFields } from '../../store/mergeRecord.ts';
import { readRecord } from '../../store/readRecord.ts';
import { keyFacts } from '../../store/relatedRecords.ts';
import { selectForRecord } from '../../store/selectFields.ts';

/** A save that met a change of somebody else to the same field. */
export interface Conflict {
  readonly base: RecordValues;
  readonly mine: RecordValues;
  readonly theirs: RecordValues;
}

export interface OpenRecord {
  /** undefined while it is being read. Relations as ids. */
  readonly values: RecordValues | undefined;
  readonly error: unknown;
  readonly reload: () => Promise<RecordValues | undefined>;
  /**
   * Saves some fields. They show at once; when the server refuses, what was there comes back and the error is thrown.
   * A change by somebody else to other fields is taken in; one to the same fields becomes `conflict`.
   */
  readonly save: (changes: RecordValues) => Promise<void>;
  readonly conflict: Conflict | undefined;
  readonly settle: () => void;
  /** Fields that somebody else has changed since the page was opened, or since they were last dismissed. */
  readonly changedElsewhere: readonly BrowserField[];
  readonly dismiss: () => void;
}

/** Key facts that are read with a record. */
export const factCount = 6;

export function useRecord(entity: BrowserEntity, id: string): OpenRecord {
  const model = useModel();
  const cache = useQueryClient();
  const key = useMemo(() => recordKeys.one(entity.name, id), [entity.name, id]);
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const facts = keyFacts(model, entity, factCount).map(({ name }) => name);
      const asked = conditionFields(model, entity.name);
      const select = selectForRecord(model, entity, [...layoutFields(formLayout(model, entity)), ...facts, ...asked]);
      const { values, labels } = readRecord(model, entity, await getRecord(entity.name, id, select, signal));
      for (const known of labels) cache.setQueryData(recordKeys.label(known.entity, known.id), known.label);
      return values;
    },
  });
  const { data: values, error, refetch } = query;
  const [conflict, setConflict] = useState<Conflict>();
  const { pending, ours, changedElsewhere, dismiss } = useChangesElsewhere(entity, id, values);
  const reload = useCallback(async () => (await refetch()).data, [refetch]);

  const save = useCallback(
    async (changes: RecordValues) => {
      const base = cache.getQueryData<RecordValues>(key);
      if (!base) return;
      const sent = changedValues(model, entity, base, { ...base, ...changes });
      if (Object.keys(sent).length === 0) return;
      await cache.cancelQueries({ queryKey: key });
      cache.setQueryData<RecordValues>(key, { ...base, ...changes });
      const release = pending();
      try {
        const saved = await updateRecord(entity.name, id, sent, asNumber(base.version));
        ours(saved);
        cache.setQueryData<RecordValues>(key, (now) => now && { ...now, ...known(now, saved, entity) });
      } catch (failure) {
        cache.setQueryData(key, base);
        if (!(failure instanceof ApiError && failure.status === 412)) throw failure;
        const theirs = await reload();
        if (!theirs) throw failure;
        const touched = changedFields(entity, base, theirs).some(({ name }) => name in changes);
        if (touched) {
          setConflict({ base, mine: { ...base, ...changes }, theirs });
        } else {
          const saved = await updateRecord(entity.name, id, sent, asNumber(theirs.version));
          ours(saved);
          cache.setQueryData<RecordValues>(key, { ...theirs, ...changes, ...known(theirs, saved, entity) });
        }
      } finally {
        release();
        // Lists, labels and sums elsewhere hear of it from the server.
        cache.invalidateQueries({ queryKey: key });
      }
    },
    [cache, key, model, entity, id, pending, ours, reload],
  );

  return {
    values,
    error,
    reload,
    save,
    conflict,
    settle: useCallback(() => setConflict(undefined), []),
    changedElsewhere,
    dismiss,
  };
}

/** What an answer to a save says of the fields that are shown; it holds no line items. */
function known(shown: RecordValues, saved: RecordValues, entity: BrowserEntity): RecordValues {
  const names = entity.fields.filter(({ name, children }) => !children && name in shown && name in saved);
  return Object.fromEntries(names.map(({ name }) => [name, saved[name] ?? null]));
}

/** Compares each version that arrives with the one before, unless this page wrote it, by itself or by an action. */
function useChangesElsewhere(entity: BrowserEntity, id: string, values: RecordValues | undefined) {
  const isActing = useIsMutating({ mutationKey: recordKeys.action(entity.name, id) }) > 0;
  const hasActed = useRef(false);
  const [writing, setWriting] = useState(0);
  const [changed, setChanged] = useState<readonly BrowserField[]>([]);
  const seen = useRef<RecordValues>(undefined);
  const written = useRef(new Set<number>());

  useEffect(() => {
    if (!values || writing > 0) return;
    const before = seen.current;
    seen.current = values;
    // The end of an action and what it made may arrive as one.
    const isOfAction = isActing || hasActed.current;
    hasActed.current = isActing;
    if (isOfAction) return;
    const version = asNumber(values.version);
    if (!before || version === undefined || before.version === version || written.current.has(version)) return;
    const fields = changedFields(entity, before, values);
    if (fields.length > 0) setChanged((known) => [...new Set([...known, ...fields])]);
  }, [entity, values, writing, isActing]);

  return {
    changedElsewhere: changed,
    dismiss: useCallback(() => setChanged([]), []),
    /** Until the undo is called nothing that arrives counts as somebody else's. */
    pending: useCallback(() => {
      setWriting((count) => count + 1);
      return () => setWriting((count) => count - 1);
    }, []),
    ours: useCallback((saved: RecordValues) => {
      const version = asNumber(saved.version);
      if (version !== undefined) written.current.add(version);
    }, []),
  };
}
