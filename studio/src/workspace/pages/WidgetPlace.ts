import type { Period } from '../../../../core/model/pageTypes.ts';
import type { AroundRecord } from '../../store/pages/sourceWhere.ts';

/** Where widgets stand. */
export interface WidgetPlace {
  /** The period chosen for the page. */
  readonly period: Period | undefined;
  readonly around: AroundRecord | undefined;
}
