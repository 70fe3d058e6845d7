import { useCallback } from 'react';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { RecordGroup } from '../../api/groups.ts';
import type { RecordValues } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { readRecord } from '../../store/readRecord.ts';
import type { StateMoves, Verdict } from '../../store/stateMoves.ts';

/** Tells whether a card may go to a column; where the field is no state, it may go anywhere. */
export type Judge = (card: RecordValues, value: RecordGroup['value']) => Verdict;

export function useJudge(entity: BrowserEntity, field: BrowserField, moves: StateMoves | undefined): Judge {
  const model = useModel();
  return useCallback(
    (card, value) => {
      if (!moves || !field.transitions) return { is: 'allowed' };
      const { values } = readRecord(model, entity, card);
      return moves.judge(field, values, { ...values, [field.name]: value });
    },
    [model, entity, field, moves],
  );
}
