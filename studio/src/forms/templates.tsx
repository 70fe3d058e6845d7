import { Templates } from '@rjsf/antd';
import type { FieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';
import { RootTemplate } from './RootTemplate.tsx';

const { FieldTemplate: ThemeField, ObjectFieldTemplate: ThemeObject } = Templates;

/** The record itself is laid out by its form definition; JSON whose form is defined, by the library's theme. */
function ObjectTemplate(props: ObjectFieldTemplateProps) {
  if (props.fieldPathId.path.length === 0) return <RootTemplate {...props} />;
  return ThemeObject ? <ThemeObject {...props} /> : null;
}

/** A field of a record brings its own frame. */
function FieldTemplate(props: FieldTemplateProps) {
  if (props.fieldPathId.path.length <= 1 || !ThemeField) return props.children;
  return <ThemeField {...props} />;
}

export const templates = { ObjectFieldTemplate: ObjectTemplate, FieldTemplate };
