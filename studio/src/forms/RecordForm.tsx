import { Theme as AntdTheme } from '@rjsf/antd';
import { withTheme } from '@rjsf/core';
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fault, wordedFault } from '../../../core/errors/fault.ts';
import type { Fault } from '../../../core/errors/KilnError.ts';
import { isObject, type JsonObject } from '../../../core/lib/json.ts';
import type { BrowserEntity, BrowserModel } from '../../../core/model/browserModel.ts';
import type { FormField, FormTab } from '../../../core/model/types.ts';
import { useMe } from '../app/MeContext.tsx';
import { EntityScope } from '../fields/EntityScope.tsx';
import { FieldProblems } from '../fields/FieldProblems.tsx';
import { RecordScope } from '../fields/RecordScope.tsx';
import { useStateMoves } from '../fields/shared/useStateMoves.ts';
import { faultMessage } from '../lib/faultMessage.ts';
import { isEmpty } from '../lib/values.ts';
import { compileCondition } from '../store/compileCondition.ts';
import { compileFormulas } from '../store/compileFormulas.ts';
import { type Conditions, compileConditions, sameConditions } from '../store/conditions.ts';
import type { Draft } from '../store/createDraft.ts';
import { formLayout, layoutFields } from '../store/formLayout.ts';
import { findField } from '../store/model.ts';
import { ConditionsProvider } from './ConditionsContext.tsx';
import { CreateInPlace } from './CreateInPlace.tsx';
import { fieldOfControl } from './controlId.ts';
import { createValidator, toFaults } from './createValidator.ts';
import { DraftProvider, useDraft } from './DraftContext.tsx';
import { FillFromRelated } from './FillFromRelated.tsx';
import { FillFromText } from './FillFromText.tsx';
import { type FormSetup, FormSetupProvider } from './FormSetup.tsx';
import { KeptDraftNotice } from './KeptDraftNotice.tsx';
import { RecordField } from './RecordField.tsx';
import { revealFault } from './revealFault.ts';
import { SetAsideNotice } from './SetAsideNotice.tsx';
import styles from './templates.module.css';
import { templates } from './templates.tsx';
import { useFollowedEntity } from './useFollowedEntity.ts';

const Form = withTheme(AntdTheme);

interface RecordFormProps {
  /** Ties submit buttons outside to it. */
  readonly formId: string;
  readonly entity: BrowserEntity;
  readonly draft: Draft;
  /** Everything that is wrong with values, before the server is asked. */
  readonly check: (values: JsonObject) => readonly Fault[];
  readonly onSubmit: () => void;
  /** Names of fields that nobody changes until an approval is decided. */
  readonly locked?: readonly string[];
  /** The layout, where it is not that of the entity's form. */
  readonly tabs?: readonly FormTab[];
  /** In passing, beside another form: nothing is kept or offered. */
  readonly isPassing?: boolean;
  /** Begins the ids of its controls, where two forms are on one page. No `_` or `-` in it. */
  readonly idPrefix?: string;
}

/** The generated form of a record: laid out by its form definition, each field by its type. */
export function RecordForm(props: RecordFormProps) {
  const { formId, draft, isPassing = false } = props;
  const { entity, model, aside, dismiss } = useFollowedEntity(props.entity, draft);
  return (
    <DraftProvider value={draft}>
      <EntityScope value={entity.name}>
        <RecordScope source={draft}>
          <FieldProblems value={draft.setProblem}>
            <CreateInPlace>
              <SetAsideNotice aside={aside} onDismiss={dismiss} />
              {isPassing ? null : (
                <>
                  <KeptDraftNotice entity={entity} draft={draft} />
                  <FillFromText formId={formId} entity={entity} draft={draft} />
                  <FillFromRelated entity={entity} draft={draft} />
                </>
              )}
              <DraftForm {...props} entity={entity} model={model} />
            </CreateInPlace>
          </FieldProblems>
        </RecordScope>
      </EntityScope>
    </DraftProvider>
  );
}

const none: readonly string[] = [];

interface DraftFormProps extends RecordFormProps {
  /** That of the entity, not yet one that has just arrived. */
  readonly model: BrowserModel;
}

function DraftForm(props: DraftFormProps) {
  const { formId, entity, model, draft, check, onSubmit, locked = none, tabs: given, idPrefix = 'field' } = props;
  const { t } = useTranslation();
  const { actor } = useMe();
  const values = useDraft((state) => state.values);
  const [activeTab, setActiveTab] = useState(0);
  const root = useRef<HTMLDivElement>(null);

  const tabs = useMemo(() => given ?? formLayout(model, entity), [given, model, entity]);
  const formulas = useMemo(() => compileFormulas(model, entity, actor), [model, entity, actor]);
  const setup = useMemo(
    (): FormSetup => ({ entity, tabs, fields: fieldSettings(tabs), formulas, locked, activeTab, onTab: setActiveTab }),
    [entity, tabs, formulas, locked, activeTab],
  );
  const evaluate = useMemo(
    () => compileConditions(tabs, (source) => compileCondition(model, entity, source, actor)),
    [model, entity, tabs, actor],
  );
  const moves = useStateMoves(entity);
  const conditions = useStable(
    withMore(evaluate(values), { required: moves?.required(draft.saved(), values), readOnly: locked }),
    sameConditions,
  );
  const { schema, uiSchema } = useMemo(() => librarySchema(entity, layoutFields(tabs)), [entity, tabs]);

  function validate(submitted: JsonObject): Fault[] {
    const { required, hidden } = evaluate(submitted);
    const missing = [...required].filter((name) => !hidden.has(name) && isEmpty(submitted[name]));
    return [
      ...[...draft.state().problems].map(([controlId, message]) =>
        wordedFault(`/${fieldOfControl(controlId)}`, 'other', message),
      ),
      ...missing.map((name) => fault(`/${name}`, 'required', { title: findField(entity, name)?.title ?? name })),
      ...check(submitted),
    ];
  }
  // The library takes two validators for equal and keeps the first, so there is only one.
  const latest = useRef({ validate, t });
  latest.current = { validate, t };
  const validator = useMemo(
    () =>
      createValidator(
        (submitted) => latest.current.validate(submitted),
        (found) => faultMessage(latest.current.t, found),
      ),
    [],
  );

  // What the server finds wrong is shown like what was found here.
  const awaitsAnswer = useRef(false);
  useEffect(
    () =>
      draft.subscribe(() => {
        const { faults } = draft.state();
        if (!awaitsAnswer.current || faults.length === 0) return;
        awaitsAnswer.current = false;
        revealFault(root, idPrefix, tabs, faults, setActiveTab);
      }),
    [draft, idPrefix, tabs],
  );

  return (
    <FormSetupProvider value={setup}>
      <ConditionsProvider value={conditions}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: only keeps Enter from sending a form that is half filled in */}
        <div ref={root} className={styles.form} onKeyDown={keepEnter}>
          <Form
            id={formId}
            idPrefix={idPrefix}
            schema={schema}
            uiSchema={uiSchema}
            formData={values}
            validator={validator}
            templates={templates}
            fields={libraryFields}
            noHtml5Validate
            experimental_componentUpdateStrategy="shallow"
            showErrorList={false}
            experimental_defaultFormStateBehavior={noDefaults}
            onChange={({ formData }) => draft.change(formData ?? {})}
            onSubmit={() => {
              awaitsAnswer.current = true;
              onSubmit();
            }}
            onError={(errors) => {
              const faults = toFaults(errors);
              draft.setFaults(faults);
              revealFault(root, idPrefix, tabs, faults, setActiveTab);
            }}
          >
            {noSubmitButton}
          </Form>
        </div>
      </ConditionsProvider>
    </FormSetupProvider>
  );
}

interface MoreConditions {
  readonly required: readonly string[] | undefined;
  readonly readOnly: readonly string[];
}

/** Conditions that the form itself does not have: those of states and of approvals. */
function withMore(conditions: Conditions, { required = none, readOnly }: MoreConditions): Conditions {
  if (required.length + readOnly.length === 0) return conditions;
  return {
    ...conditions,
    required: new Set([...conditions.required, ...required]),
    readOnly: new Set([...conditions.readOnly, ...readOnly]),
  };
}

const libraryFields = { RecordField };
// Defaults were put into the draft when it was made; the library adds none.
const noDefaults = { emptyObjectFields: 'skipDefaults', requiredBooleanDefault: 'skip' } as const;
const noSubmitButton: ReactNode = true;

/** Enter ends what is typed in a control (a date, a tag); the form is sent by its button, or Ctrl or ⌘ with Enter or S. */
function keepEnter(event: KeyboardEvent) {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) event.target.form?.requestSubmit();
}

/**
 * What the library needs to know. Types, rules and texts come from the model, so its schema only names the fields; but JSON
 * whose members are defined is the library's own business.
 */
function librarySchema(entity: BrowserEntity, names: readonly string[]) {
  const properties: Record<string, RJSFSchema> = {};
  const uiSchema: UiSchema = {};
  for (const name of names) {
    const field = findField(entity, name);
    if (!field) continue;
    const members = field.type === 'json' && !field.computed ? field.schema.properties : undefined;
    if (isObject(members)) {
      properties[name] = { type: 'object', title: field.title, properties: mutable(members) };
    } else {
      properties[name] = { title: field.title };
      uiSchema[name] = { 'ui:field': 'RecordField' };
    }
  }
  const schema: RJSFSchema = { type: 'object', properties };
  return { schema, uiSchema };
}

/** The library takes schemas it may change; those of the model are frozen. */
function mutable(schemas: JsonObject): Record<string, RJSFSchema> {
  return JSON.parse(JSON.stringify(schemas));
}

function fieldSettings(tabs: FormSetup['tabs']): ReadonlyMap<string, FormField> {
  return new Map(
    tabs.flatMap((tab) => tab.sections.flatMap(({ fields }) => fields.map((field) => [field.field, field] as const))),
  );
}

/** The same object as long as it is equal. */
function useStable(value: Conditions, same: (before: Conditions, after: Conditions) => Conditions): Conditions {
  const last: RefObject<Conditions> = useRef(value);
  last.current = same(last.current, value);
  return last.current;
}
