import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../core/model/browserScope.ts';
import { celProblems } from '../../../../core/model/celProblems.ts';
import { isNumeric } from '../../fields/isNumeric.ts';
import { inWords } from '../../lib/inWords.ts';
import { fieldChoices } from '../../store/fieldChoices.ts';
import { valueType } from '../../store/valueType.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { ConditionBuilder } from '../../workspace/filter/ConditionBuilder.tsx';
import { MatchCount } from '../../workspace/filter/MatchCount.tsx';
import { Choice } from '../../workspace/list/Choice.tsx';
import { SortKeys } from '../../workspace/list/SortKeys.tsx';
import { textAt, textsAt, withMember } from '../entities/document/members.ts';
import { BothTexts } from '../entities/inspector/BothTexts.tsx';
import styles from '../entities/inspector/inspector.module.css';
import { Line } from '../entities/inspector/Line.tsx';
import { Part } from '../entities/inspector/Part.tsx';
import { columnsOf, viewTypes, withColumns, withType } from './document/viewDocument.ts';
import { IndexHint } from './IndexHint.tsx';
import { PathList } from './PathList.tsx';
import type { ViewEditing } from './useViewDraft.ts';
import own from './ViewPage.module.css';

interface ViewSettingsProps {
  readonly editing: ViewEditing;
  readonly entity: BrowserEntity;
}

/** A view is asked of the server: it may look over relations, and at whoever asks. */
const operands = { actor: true, relations: true };
const mostCardFields = 12;

/** Everything that makes a view: what it is called, how it shows records, which ones, in which order. */
export function ViewSettings({ editing, entity }: ViewSettingsProps) {
  const { t } = useTranslation();
  const { document, model, change, otherTitle, setOtherTitle } = editing;
  const type = viewTypes.find((each) => each === document.type) ?? 'list';
  const set = (key: string, value: Json | undefined, step?: string) =>
    change((before) => withMember(before, key, value), step);
  const where = textAt(document, 'where') ?? '';
  const problemOf = (text: string) => {
    const scope = browserScope(model, entity.name, 'everything');
    const { problems } = celProblems(text, scope, { expects: 'bool', sql: true, query: true });
    return inWords(t, problems)[0]?.message;
  };
  const moments = entity.fields.filter((field) => ['date', 'dateTime'].includes(valueType(field)));
  const start = entity.fields.find(({ name }) => name === document.startField);
  const choice = (key: string, label: string, fields: readonly BrowserField[], none?: string, help?: string) => (
    <FieldChoice
      label={label}
      fields={fields}
      none={none}
      help={help}
      value={textAt(document, key) ?? ''}
      onChange={(name) => set(key, name === '' ? undefined : name)}
    />
  );
  return (
    <section className={own.settings} aria-label={t('viewDesigner.settings')} data-own-keys>
      <div className={`${styles.basics} ${own.basics}`}>
        <Segmented
          label={t('viewDesigner.type')}
          value={type}
          options={viewTypes.map((value) => ({ value, title: t(`viewDesigner.types.${value}`) }))}
          onChange={(next) => change((before) => withType(before, next, entity))}
        />
        <BothTexts
          label={t('formDesigner.title')}
          en={textAt(document, 'title') ?? ''}
          other={otherTitle}
          maxLength={200}
          onEn={(text) => set('title', text, 'title')}
          onOther={setOtherTitle}
        />
      </div>
      {type === 'list' ? (
        <>
          <Part title={t('viewDesigner.columns')} summary={String(columnsOf(document).length)} isOpen>
            <PathList
              label={t('viewDesigner.columns')}
              items={columnsOf(document)}
              choices={fieldChoices(model, entity, () => true)}
              least={1}
              hasWidth
              onChange={(columns, step) => change((before) => withColumns(before, columns), step)}
            />
          </Part>
          <Part title={t('viewDesigner.grouping')} summary={textAt(document, 'groupBy')} isOpen={'groupBy' in document}>
            {choice('groupBy', t('viewDesigner.groupBy'), entity.fields.filter(groupable), t('viewDesigner.noGroups'))}
            {choice('sumField', t('viewDesigner.sum'), entity.fields.filter(summable), t('viewDesigner.noSum'))}
          </Part>
        </>
      ) : null}
      {type === 'board' ? (
        <Part title={t('viewDesigner.board')} isOpen>
          {choice(
            'groupBy',
            t('viewDesigner.boardColumns'),
            entity.fields.filter(isColumn),
            undefined,
            t('viewDesigner.boardColumnsHelp'),
          )}
          {choice('sumField', t('viewDesigner.sum'), entity.fields.filter(summable), t('viewDesigner.noSum'))}
          <IndexHint entity={entity} group={textAt(document, 'groupBy') ?? ''} sort={textAt(document, 'sort')} />
          <div className={styles.line}>
            <span className={styles.label}>{t('viewDesigner.cardFields')}</span>
            <PathList
              label={t('viewDesigner.cardFields')}
              items={textsAt(document, 'cardFields').map((path) => ({ path }))}
              choices={fieldChoices(model, entity, () => true)}
              most={mostCardFields}
              onChange={(items) => set('cardFields', items.length > 0 ? items.map(({ path }) => path) : undefined)}
            />
          </div>
        </Part>
      ) : null}
      {type === 'calendar' ? (
        <Part title={t('viewDesigner.calendar')} isOpen>
          {choice('startField', t('viewDesigner.start'), moments)}
          {choice(
            'endField',
            t('viewDesigner.end'),
            moments.filter((field) => start && field !== start && valueType(field) === valueType(start)),
            t('viewDesigner.noEnd'),
          )}
          {choice(
            'titleField',
            t('viewDesigner.titleField'),
            entity.fields.filter(isTitle),
            t('viewDesigner.ownTitle'),
          )}
          {choice(
            'colorField',
            t('viewDesigner.colorField'),
            entity.fields.filter((field) => field.type === 'select'),
            t('viewDesigner.noColor'),
          )}
        </Part>
      ) : null}
      <Part title={t('viewDesigner.filter')} summary={where || t('viewDesigner.allRecords')} isOpen={where !== ''}>
        <ConditionBuilder
          entity={entity}
          source={where}
          operands={operands}
          problemOf={problemOf}
          onChange={(source) => set('where', source === '' ? undefined : source, 'where')}
        />
        {where === '' ? null : (
          <div className={own.found}>
            {problemOf(where) === undefined ? <MatchCount entity={entity} source={where} /> : <span />}
            <Button look="quiet" onClick={() => set('where', undefined)}>
              {t('formDesigner.clear')}
            </Button>
          </div>
        )}
      </Part>
      {type === 'calendar' ? null : (
        <Part title={t('viewDesigner.sort')} summary={textAt(document, 'sort')} isOpen={'sort' in document}>
          <SortKeys entity={entity} sort={textAt(document, 'sort')} onSort={(sort) => set('sort', sort)} />
        </Part>
      )}
    </section>
  );
}

interface FieldChoiceProps {
  readonly label: string;
  readonly fields: readonly BrowserField[];
  /** What it means to choose none; undefined: one has to be chosen. */
  readonly none: string | undefined;
  readonly help: string | undefined;
  readonly value: string;
  readonly onChange: (name: string) => void;
}

function FieldChoice({ label, fields, none, help, value, onChange }: FieldChoiceProps) {
  const { t } = useTranslation();
  return (
    <Line label={label} help={help}>
      {(control) => (
        <Choice {...control} value={value} onChange={({ target }) => onChange(target.value)}>
          {none !== undefined ? (
            <option value="">{none}</option>
          ) : value === '' ? (
            <option value="">{t('viewDesigner.choose')}</option>
          ) : null}
          {value !== '' && !fields.some(({ name }) => name === value) ? <option value={value}>{value}</option> : null}
          {fields.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Choice>
      )}
    </Line>
  );
}

function groupable({ groupable: can, name, type }: BrowserField): boolean {
  return can && name !== 'id' && type !== 'dateTime';
}

function isColumn({ type, relation }: BrowserField): boolean {
  return (
    type === 'select' || type === 'user' || type === 'boolean' || (type === 'relation' && relation?.kind === 'one')
  );
}

function summable(field: BrowserField): boolean {
  return isNumeric(field) && !field.rollup;
}

function isTitle(field: BrowserField): boolean {
  return ['text', 'autoNumber', 'select', 'relation', 'personName', 'email'].includes(valueType(field));
}
