import type { FieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';
import { FieldFrame } from './FieldFrame.tsx';
import { RootTemplate } from './RootTemplate.tsx';
import styles from './templates.module.css';

/** The record itself is laid out by its form definition; JSON whose members are defined stands in a box of its own. */
function ObjectTemplate(props: ObjectFieldTemplateProps) {
  const { fieldPathId, title, required, properties } = props;
  if (fieldPathId.path.length === 0) return <RootTemplate {...props} />;
  return (
    <FieldFrame id={fieldPathId.$id} label={title} required={required ?? false} isGroup faults={[]}>
      <div className={styles.members}>
        {properties.map(({ name, content }) => (
          <div key={name}>{content}</div>
        ))}
      </div>
    </FieldFrame>
  );
}

/** A field of a record brings its own frame, and so does an object; a member of one gets it here. */
function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, required, hidden, children, schema, rawErrors = [], rawDescription } = props;
  const isMember = props.fieldPathId.path.length > 1 && schema.type !== 'object';
  if (hidden || !isMember) return children;
  return (
    <FieldFrame id={id} label={label} required={required ?? false} help={rawDescription} faults={rawErrors}>
      {children}
    </FieldFrame>
  );
}

export const templates = { ObjectFieldTemplate: ObjectTemplate, FieldTemplate };
