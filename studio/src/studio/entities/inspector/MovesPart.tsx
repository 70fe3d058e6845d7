import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { changeField } from '../document/changeFields.ts';
import type { EntityField } from '../document/entityFields.ts';
import { emptyLocale } from '../document/localeTexts.ts';
import {
  addMove,
  changeMove,
  firstStates,
  removeMove,
  setFirstStates,
  setMoveMessage,
  stateMoves,
} from '../document/moves.ts';
import { withRuleText } from '../document/rules.ts';
import { otherLanguage, useEntityEditing } from '../EntityEditing.ts';
import { Chips } from './Chips.tsx';
import type { FieldPartProps } from './FieldPartProps.ts';
import styles from './inspector.module.css';
import { MoveEditor } from './MoveEditor.tsx';
import { Part } from './Part.tsx';
import { useOptionTitles } from './useOptionTitles.ts';

interface MovesPartProps extends FieldPartProps {
  /** Names the typing in this field. */
  readonly step: string;
}

/** How a select goes from one value to another: with which values records begin, and which moves there are. */
export function MovesPart({ field, onSchema, step }: MovesPartProps) {
  if (field.type !== 'select') return null;
  return <Moves field={field} onSchema={onSchema} step={step} />;
}

function Moves({ field, onSchema, step }: MovesPartProps) {
  const { t } = useTranslation();
  const { name, document, locale, changeBoth } = useEntityEditing();
  const options = useOptionTitles(field);
  const added = useRef<number>(undefined);
  const moves = stateMoves(field.schema);
  const start = firstStates(field.schema);
  const texts = locale ?? emptyLocale(otherLanguage);
  const messageOf = (field_: EntityField, at: number) => ({ entity: name, field: field_.name, at });
  return (
    <Part title={t('designer.move.title')} {...(moves.length > 0 ? { summary: String(moves.length) } : {})}>
      <p className={styles.help}>{t('designer.move.help')}</p>
      {moves.length > 0 || start.length > 0 ? (
        <div className={styles.line}>
          <span className={styles.label}>{t('designer.move.start')}</span>
          <Chips
            names={start}
            choices={options}
            titleOf={(value) => options.find((option) => option.name === value)?.title ?? value}
            label={t('designer.move.start')}
            add={start.length === 0 ? t('designer.move.anyValue') : t('designer.move.addValue')}
            onChange={(values) => onSchema((before) => setFirstStates(before, values), 'start')}
          />
        </div>
      ) : null}
      {moves.map((move, at) => (
        <MoveEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a move has no name, and all of it can change
          key={at}
          move={move}
          options={options}
          isOpen={at === added.current}
          onChange={(change, what) => onSchema((before) => changeMove(before, at, change), `move ${at} ${what}`)}
          onMessage={(message) => {
            const next = setMoveMessage({ document, locale: texts }, messageOf(field, at), message);
            changeBoth(next.document, next.locale, `${step} ${at} message`);
          }}
          onOtherMessage={(text) => {
            changeBoth(document, withRuleText(texts, name, move.message, text), `${step} ${at} other message`);
          }}
          onRemove={() => {
            const silent = setMoveMessage({ document, locale: texts }, messageOf(field, at), '');
            changeBoth(
              changeField(silent.document, field.name, (schema) => removeMove(schema, at)),
              silent.locale,
            );
          }}
        />
      ))}
      <div>
        <Button
          look="quiet"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => {
            added.current = moves.length;
            onSchema(addMove, `move ${moves.length}`);
          }}
        >
          {t('designer.move.add')}
        </Button>
      </div>
    </Part>
  );
}
