import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiName } from '../document/apiName.ts';
import type { EntityField } from '../document/entityFields.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import { renameEntityField } from '../fieldActions.ts';
import { TextLine } from './TextLine.tsx';

interface NameLineProps {
  readonly field: EntityField;
  readonly step: string;
  readonly onRenamed: (name: string) => void;
}

/** The field's name in definitions, expressions and the API. What is no name, or taken, is only typed and says why. */
export function NameLine({ field, step, onRenamed }: NameLineProps) {
  const { t } = useTranslation();
  const editing = useEntityEditing();
  const [typed, setTyped] = useState(field.name);
  useEffect(() => setTyped(field.name), [field.name]);
  const isTaken = editing.fields.some(({ name }) => name === typed && name !== field.name);
  const problem = !isApiName(typed) ? t('designer.noName') : isTaken ? t('designer.nameTaken') : undefined;
  const isRenamed = editing.savedIds.has(field.id) && field.id !== field.name;
  return (
    <TextLine
      label={t('designer.name')}
      value={typed}
      isCode
      maxLength={40}
      problem={problem}
      help={isRenamed ? t('designer.renamed', { was: field.id }) : t('designer.nameHelp')}
      onChange={(text) => {
        setTyped(text);
        const isFree = !editing.fields.some(({ name }) => name === text);
        if (!isApiName(text) || !isFree) return;
        renameEntityField(editing, field, text, step);
        onRenamed(text);
      }}
      onBlur={() => {
        if (problem) setTyped(field.name);
      }}
    />
  );
}
