import type { TFunction } from 'i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { faultMessage } from '../../lib/faultMessage.ts';
import type { Verdict } from '../../store/stateMoves.ts';

/** Why a card may not go there; undefined: it may. */
export function refusalText(t: TFunction, entity: BrowserEntity, verdict: Verdict): string | undefined {
  const [fault] = verdict.is === 'refused' ? verdict.faults : [];
  return fault && faultMessage(t, fault, entity);
}
