import type { JsonObject } from '../../../../../core/lib/json.ts';
import type { EntityField } from '../document/entityFields.ts';

/** What parts of the inspector get: the field and how to change its schema in one step of typing. */
export interface FieldPartProps {
  readonly field: EntityField;
  /** `what` names the place that is typed in. */
  readonly onSchema: (change: (schema: JsonObject) => JsonObject, what: string) => void;
}
