import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import {
  addMember,
  changeMember,
  isMemberName,
  mostLevels,
  removeMember,
  renameMember,
  type ShapeMember,
  type ShapeType,
  setRequired,
  shapeMembers,
  shapeType,
  shapeTypes,
  withShapeType,
} from '../document/jsonShape.ts';
import { objectAt, withMember } from '../document/members.ts';
import styles from './inspector.module.css';
import own from './JsonShape.module.css';
import { Line } from './Line.tsx';
import { Toggle } from './Toggle.tsx';

interface JsonShapeProps {
  readonly schema: JsonObject;
  /** How deep it lies in the field: 0 is the field itself. */
  readonly level?: number;
  readonly onChange: (change: (schema: JsonObject) => JsonObject) => void;
}

const whole: readonly ShapeType[] = ['any', 'object', 'array'];

/** Which JSON a field takes: anything, or an object or list with members of their own. */
export function JsonShape({ schema, level = 0, onChange }: JsonShapeProps) {
  const { t } = useTranslation();
  const type = shapeType(schema);
  return (
    <>
      {level === 0 ? (
        <Line label={t('designer.shape.form')} help={t('designer.shape.formHelp')}>
          {(control) => (
            <TypeChoice
              {...control}
              type={type}
              types={whole.includes(type) ? whole : [...whole, type]}
              onChange={(next) =>
                // Without it, a list would be one of tags.
                onChange((before) => ({ ...withShapeType(before, next), 'x-type': 'json' }))
              }
            />
          )}
        </Line>
      ) : null}
      {type === 'object' ? <Members schema={schema} level={level} onChange={onChange} /> : null}
      {type === 'array' && level < mostLevels ? (
        <div className={own.nested}>
          <Line label={t('designer.shape.items')}>
            {(control) => (
              <TypeChoice
                {...control}
                type={shapeType(objectAt(schema, 'items'))}
                types={shapeTypes}
                onChange={(next) =>
                  onChange((before) => {
                    const items = withShapeType(objectAt(before, 'items'), next);
                    return withMember(before, 'items', Object.keys(items).length > 0 ? items : undefined);
                  })
                }
              />
            )}
          </Line>
          <JsonShape
            schema={objectAt(schema, 'items')}
            level={level + 1}
            onChange={(change) => onChange((before) => ({ ...before, items: change(objectAt(before, 'items')) }))}
          />
        </div>
      ) : null}
    </>
  );
}

function Members({ schema, level, onChange }: Required<JsonShapeProps>) {
  const { t } = useTranslation();
  const members = shapeMembers(schema);
  return (
    <fieldset className={own.members}>
      <legend className={styles.label}>{t('designer.shape.members')}</legend>
      {members.map((member, at) => (
        <Member
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed, the line stays
          key={at}
          member={member}
          taken={members.map(({ name }) => name)}
          level={level + 1}
          onChange={onChange}
        />
      ))}
      <div>
        <Button look="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => onChange(addMember)}>
          {t('designer.shape.addMember')}
        </Button>
      </div>
      {members.length > 0 ? (
        <Toggle
          label={t('designer.shape.others')}
          isOn={schema.additionalProperties !== false}
          onChange={(isOn) =>
            onChange((before) => withMember(before, 'additionalProperties', isOn ? undefined : false))
          }
        />
      ) : null}
    </fieldset>
  );
}

interface MemberProps {
  readonly member: ShapeMember;
  readonly taken: readonly string[];
  readonly level: number;
  /** Of the object around it. */
  readonly onChange: JsonShapeProps['onChange'];
}

function Member({ member, taken, level, onChange }: MemberProps) {
  const { t } = useTranslation();
  const { name, schema, isRequired } = member;
  const [typed, setTyped] = useState(name);
  useEffect(() => setTyped(name), [name]);
  const isWrong = typed !== name && (!isMemberName(typed) || taken.includes(typed));
  const change: JsonShapeProps['onChange'] = (how) =>
    onChange((before) => changeMember(before, name, how(objectAt(before, 'properties', name))));
  return (
    <div className={own.member}>
      <div className={own.line}>
        <input
          className={`${styles.input} ${styles.code}`}
          aria-label={t('designer.shape.name')}
          aria-invalid={isWrong}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            if (!isMemberName(target.value) || taken.includes(target.value)) return;
            onChange((before) => renameMember(before, name, target.value));
          }}
          onBlur={() => setTyped(name)}
        />
        <TypeChoice
          aria-label={t('designer.shape.typeOf', { name })}
          type={shapeType(schema)}
          types={level < mostLevels ? shapeTypes : shapeTypes.filter((each) => each !== 'object' && each !== 'array')}
          onChange={(next) => change((before) => withShapeType(before, next))}
        />
        <button
          type="button"
          className={own.remove}
          aria-label={t('designer.takeOut', { field: name })}
          onClick={() => onChange((before) => removeMember(before, name))}
        >
          <Trash2 size={13} aria-hidden />
        </button>
      </div>
      {isWrong ? (
        <p className={styles.problem} role="alert">
          {taken.includes(typed) ? t('designer.nameTaken') : t('designer.shape.noName')}
        </p>
      ) : null}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={isRequired}
          onChange={({ target }) => onChange((before) => setRequired(before, name, target.checked))}
        />
        {t('designer.required')}
      </label>
      {['object', 'array'].includes(shapeType(schema)) ? (
        <div className={own.nested}>
          <JsonShape schema={schema} level={level} onChange={change} />
        </div>
      ) : null}
    </div>
  );
}

interface TypeChoiceProps {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly type: ShapeType;
  readonly types: readonly ShapeType[];
  readonly onChange: (type: ShapeType) => void;
}

function TypeChoice({ type, types, onChange, ...control }: TypeChoiceProps) {
  const { t } = useTranslation();
  return (
    <Choice
      {...control}
      value={type}
      onChange={({ target }) => onChange(shapeTypes.find((each) => each === target.value) ?? 'any')}
    >
      {types.map((each) => (
        <option key={each} value={each}>
          {t(`designer.shape.type.${each}`)}
        </option>
      ))}
    </Choice>
  );
}
