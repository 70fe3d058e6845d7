import type { TFunction } from 'i18next';
import { auditActions, auditWays } from '../../api/audit.ts';

/** What happened, in a word; what a newer server calls it where there is none. */
export function actionText(t: TFunction, action: string): string {
  const known = auditActions.find((each) => each === action);
  return known ? t(`audit.action.${known}`) : action;
}

export function wayText(t: TFunction, way: string): string {
  const known = auditWays.find((each) => each === way);
  return known ? t(`audit.via.${known}`) : way;
}
