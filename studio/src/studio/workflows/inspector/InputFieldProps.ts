import type { Json, JsonObject } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';

export interface InputFieldProps {
  readonly schema: InputSchema;
  /** Of the member, which stands for a title where there is none. */
  readonly name: string;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  /** The members beside it, the entity that it is about among them. */
  readonly beside: JsonObject;
  readonly isRequired?: boolean;
}
