import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import type { GroupQuery, RecordGroup } from '../../api/groups.ts';
import { recordKeys } from '../../api/keys.ts';
import { type ListQuery, type Page, type RecordValues, updateRecord } from '../../api/records.ts';
import { errorText } from '../../lib/errorText.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import { asNumber } from '../../lib/values.ts';
import { type Cards, movedCounts, withCard, withoutCard } from '../../store/boardMoves.ts';
import { createWriteQueue } from '../../store/createWriteQueue.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { refusalText } from './refusalText.ts';
import type { Judge } from './useJudge.ts';

/** A column of a board: its value, what it is called, and what its cards were asked with. */
export interface CardColumn {
  readonly value: RecordGroup['value'];
  readonly title: string;
  readonly query: ListQuery;
}

interface MoveOptions {
  readonly entity: BrowserEntity;
  readonly field: BrowserField;
  /** Groups in the cache whose counts go along. */
  readonly groups: GroupQuery;
  readonly judge: Judge;
}

/**
 * Puts a record into another column: at once on the screen, then on the server, if nobody else has changed it. What the
 * server refuses goes back where it was, and is told.
 */
export function useMoveCard({ entity, field, groups, judge }: MoveOptions) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const [inTurn] = useState(createWriteQueue);

  return useCallback(
    async (card: RecordValues, from: CardColumn, to: CardColumn): Promise<void> => {
      const id = String(card.id);
      const groupsKey = recordKeys.groups(entity.name, groups);
      const amount = groups.sum === undefined ? undefined : asNumber(card[groups.sum]);

      /** Shows the move; gives the way back. */
      async function show(moved: RecordValues, source: CardColumn, target: CardColumn): Promise<() => void> {
        const keys = [source, target].map(({ query }) => recordKeys.cards(entity.name, query));
        await Promise.all([...keys, groupsKey].map((queryKey) => cache.cancelQueries({ queryKey })));
        const before = [...keys, groupsKey].map((key) => [key, cache.getQueryData(key)] as const);
        const [sourceKey = [], targetKey = []] = keys;
        cache.setQueryData<InfiniteData<Page, string | undefined>>(
          sourceKey,
          (cards: Cards | undefined) => cards && withoutCard(cards, id),
        );
        cache.setQueryData<InfiniteData<Page, string | undefined>>(
          targetKey,
          (cards: Cards | undefined) => cards && withCard(cards, moved),
        );
        cache.setQueryData<RecordGroup[]>(
          groupsKey,
          (known) => known && movedCounts(known, source.value, target.value, amount),
        );
        return () => {
          for (const [key, data] of before) cache.setQueryData(key, data);
        };
      }

      async function put(
        version: number | undefined,
        source: CardColumn,
        target: CardColumn,
      ): Promise<number | undefined> {
        const takeBack = await show({ ...card, version: version ?? null, [field.name]: target.value }, source, target);
        try {
          return await inTurn(id, version, async (current) =>
            asNumber((await updateRecord(entity.name, id, { [field.name]: target.value }, current)).version),
          );
        } catch (error) {
          takeBack();
          throw error;
        } finally {
          cache.invalidateQueries({ queryKey: recordKeys.entity(entity.name) });
        }
      }

      function fail(error: unknown, wanted: RecordGroup['value']) {
        if (!(error instanceof ApiError)) return toasts.error(errorText(t, error));
        if (error.status === 412) return toasts.error(t('board.changedMeanwhile'));
        const [fault] = error.faults;
        const text = fault ? faultMessage(t, fault, entity) : errorText(t, error);
        // A rule wants something else filled in first: the form can do both at once.
        const action = {
          label: t('record.openForm'),
          run: () =>
            navigate({
              to: '/$entity/$id/edit',
              params: { entity: entity.name, id },
              state: (before) => ({ ...before, values: { [field.name]: wanted } }),
            }),
        };
        return toasts.error(text, { requestId: error.requestId, ...(fault ? { action } : {}) });
      }

      const refusal = refusalText(t, entity, judge(card, to.value));
      if (refusal !== undefined) {
        toasts.error(refusal);
        return;
      }
      try {
        const version = await put(asNumber(card.version), from, to);
        const undo = {
          label: t('action.undo'),
          run: () => put(version, to, from).catch((error: unknown) => fail(error, from.value)),
        };
        // Not every state leads back.
        const mayReturn = judge({ ...card, [field.name]: to.value }, from.value).is === 'allowed';
        toasts.success(t('board.moved', { column: to.title }), mayReturn ? { action: undo } : {});
      } catch (error) {
        fail(error, to.value);
      }
    },
    [t, cache, navigate, toasts, entity, field, groups, judge, inTurn],
  );
}
