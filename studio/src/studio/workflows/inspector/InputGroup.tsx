import type { ComponentType } from 'react';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import type { InputFieldProps } from './InputFieldProps.ts';
import line from './InputLine.module.css';

interface InputGroupProps {
  /** InputField, which has groups in it. */
  readonly Field: ComponentType<InputFieldProps>;
  readonly schema: InputSchema;
  /** Absent: without a frame. */
  readonly title?: string;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
}

/** The members of an object, each by its schema. */
export function InputGroup({ Field, schema, title, path, value }: InputGroupProps) {
  const object = isObject(value) ? value : {};
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => (
    <Field
      key={name}
      schema={member}
      name={name}
      path={[...path, name]}
      value={object[name]}
      beside={object}
      isRequired={schema.required?.includes(name) ?? false}
    />
  ));
  if (title === undefined) return members;
  return (
    <fieldset className={line.group}>
      <legend className={line.legend}>{title}</legend>
      {members}
    </fieldset>
  );
}
