import { useMemo } from 'react';
import { isObject, type JsonObject } from '../../../../core/lib/json.ts';
import type { Plan } from '../../api/changesets.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { asText } from '../../lib/values.ts';
import { findEntity, findField } from '../../store/model.ts';
import { type EntityField, entityFields } from '../entities/document/entityFields.ts';
import type { Titles } from './operationText.ts';

/** Titles in the language of the page where the model knows the name, else those that the plan's documents give. */
export function useTitles(plan: Plan | undefined): Titles {
  const model = useModel();
  return useMemo(() => {
    const entities = (plan?.changes ?? []).filter(({ kind }) => kind === 'entity');
    const documents = (name: string): JsonObject[] =>
      entities
        .flatMap(({ name: now, before, after }) =>
          [after, before].filter((document) => document !== null && (now === name || document.$id === name)),
        )
        .filter(isObject);
    return {
      entity: (name) =>
        findEntity(model, name)?.title ??
        documents(name)
          .map(({ title }) => asText(title))
          .find(Boolean) ??
        name,
      field(entity, field) {
        const known = findEntity(model, entity);
        const inDocuments = documents(entity).map(({ properties }) => {
          const member = isObject(properties) ? properties[field] : undefined;
          return isObject(member) ? asText(member.title) : undefined;
        });
        return (known && findField(known, field)?.title) ?? inDocuments.find(Boolean) ?? field;
      },
      types(entity, field) {
        const change = entities.find(({ name, after }) => name === entity || after?.$id === entity);
        const now = fieldsOf(change?.after).find(({ name }) => name === field);
        const was = fieldsOf(change?.before).find(({ id }) => id === now?.id);
        return { from: was?.type, to: now?.type };
      },
    };
  }, [model, plan]);
}

function fieldsOf(document: JsonObject | null | undefined): readonly EntityField[] {
  return document ? entityFields(document) : [];
}
