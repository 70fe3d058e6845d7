import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { definitionKey } from '../../draft/definitionKey.ts';
import { useStudioDraft } from '../../draft/StudioDraft.ts';
import { isApiName } from '../document/apiName.ts';
import { textAt } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import { renameEntity } from '../renameEntity.ts';
import { TextLine } from './TextLine.tsx';

/** The entity's name in definitions and the API. It is taken over when the line is left: the page's address goes with it. */
export function EntityNameLine() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const draft = useStudioDraft();
  const editing = useEntityEditing();
  const { name, model, document, saved } = editing;
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const isTaken =
    typed !== name &&
    (model.entities.some((entity) => entity.name === typed) ||
      Boolean(draft.documents.get(definitionKey('entity', typed))?.current));
  const problem = !isApiName(typed) ? t('designer.noName') : isTaken ? t('designer.nameTaken') : undefined;
  const id = textAt(document, 'x-id');
  const isRenamed = saved !== null && id !== undefined && id !== name;
  return (
    <TextLine
      label={t('designer.name')}
      value={typed}
      isCode
      maxLength={40}
      problem={problem}
      help={isRenamed ? t('designer.renamed', { was: id }) : t('designer.entityNameHelp')}
      onChange={setTyped}
      onBlur={() => {
        if (typed === name) return;
        if (problem) {
          setTyped(name);
          return;
        }
        renameEntity(draft, editing, typed);
        navigate({ to: '/studio/entities/$name', params: { name: typed }, replace: true });
      }}
    />
  );
}
