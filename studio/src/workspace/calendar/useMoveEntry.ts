import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { recordKeys } from '../../api/keys.ts';
import { type RecordValues, updateRecord } from '../../api/records.ts';
import { errorText } from '../../lib/errorText.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import { asNumber } from '../../lib/values.ts';
import { type Entry, type EntryFields, entryValues, type Shift, shifted } from '../../store/calendar/entries.ts';
import { createWriteQueue } from '../../store/createWriteQueue.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

/**
 * Moves entries, or makes them longer: at once on the screen, then on the server, if nobody else has changed the record.
 * `place` gives an entry as it stands on the screen.
 */
export function useMoveEntry(entity: BrowserEntity, fields: EntryFields) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [moving, setMoving] = useState<ReadonlyMap<string, Entry>>(new Map());
  const [inTurn] = useState(createWriteQueue);

  const save = useCallback(
    async (shown: Entry, values: RecordValues, version: number | undefined): Promise<number | undefined> => {
      setMoving((before) => new Map(before).set(shown.id, shown));
      try {
        return await inTurn(shown.id, version, async (current) =>
          asNumber((await updateRecord(entity.name, shown.id, values, current)).version),
        );
      } finally {
        await cache.invalidateQueries({ queryKey: recordKeys.entity(entity.name) });
        setMoving((before) => new Map([...before].filter(([id, entry]) => id !== shown.id || entry !== shown)));
      }
    },
    [cache, entity, inTurn],
  );

  const move = useCallback(
    async (entry: Entry, shift: Shift) => {
      const moved = shifted(entry, shift);
      const values = entryValues(moved, fields, shift.part);
      const fail = (error: unknown) => {
        if (!(error instanceof ApiError)) return toasts.error(errorText(t, error));
        if (error.status === 412) return toasts.error(t('board.changedMeanwhile'));
        const [fault] = error.faults;
        const text = fault ? faultMessage(t, fault, entity) : errorText(t, error);
        return toasts.error(text, { requestId: error.requestId });
      };
      try {
        const version = await save(moved, values, asNumber(entry.record.version));
        const before = Object.fromEntries(Object.keys(values).map((name) => [name, entry.record[name] ?? null]));
        toasts.success(t('calendar.moved'), {
          action: { label: t('action.undo'), run: () => save(entry, before, version).catch(fail) },
        });
      } catch (error) {
        fail(error);
      }
    },
    [t, toasts, entity, fields, save],
  );

  return useMemo(() => ({ move, place: (entry: Entry) => moving.get(entry.id) ?? entry }), [move, moving]);
}
