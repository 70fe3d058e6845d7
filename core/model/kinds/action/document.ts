import type { Definition } from '../../../definitions/types.ts';
import { isObject } from '../../../lib/json.ts';
import type { InputDocument } from '../../inputEntity.ts';
import type { FunctionCall, WorkflowCall } from '../../pageTypes.ts';
import type { Action } from '../../types.ts';

/** An action document that schemas/meta/action.json accepts. */
export interface ActionDocument
  extends Pick<Action, 'title' | 'description' | 'icon' | 'entity' | 'when' | 'confirm' | 'success' | 'result'> {
  readonly $id: string;
  readonly on?: Action['on'];
  readonly call: FunctionCall | WorkflowCall;
  readonly danger?: boolean;
  readonly input?: InputDocument;
  readonly bulk?: Action['bulk'];
  readonly roles?: readonly string[];
}

/** The typed document of a definition that the metaschema has accepted. */
export function actionDocument(definition: Definition): ActionDocument {
  const document: unknown = definition.document;
  if (!isActionDocument(document)) throw new TypeError(`The action ${definition.name} was not checked`);
  return document;
}

// The metaschema has looked at everything below these members.
function isActionDocument(document: unknown): document is ActionDocument {
  return isObject(document) && typeof document.title === 'string' && isObject(document.call);
}
