import { ChevronRight, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { findEntity } from '../../../store/model.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import type { StateMove } from '../document/moves.ts';
import { ruleText } from '../document/rules.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import { isWritten } from '../isWritten.ts';
import { BothTexts } from './BothTexts.tsx';
import { Chips } from './Chips.tsx';
import { FieldChips } from './FieldChips.tsx';
import styles from './inspector.module.css';
import { Line } from './Line.tsx';
import { RuleCondition } from './RuleCondition.tsx';
import own from './RuleEditor.module.css';

interface MoveEditorProps {
  readonly move: StateMove;
  /** Values of the select, by their titles. */
  readonly options: readonly { readonly name: string; readonly title: string }[];
  /** It was just added. */
  readonly isOpen: boolean;
  /** `what` names the place that is typed in. */
  readonly onChange: (change: Partial<StateMove>, what: string) => void;
  readonly onMessage: (text: string) => void;
  /** In the other language. */
  readonly onOtherMessage: (text: string) => void;
  readonly onRemove: () => void;
}

/** One move: from where to where, what has to hold, who may and what it starts. Closed, it says so in words. */
export function MoveEditor({ move, options, isOpen, onChange, onMessage, onOtherMessage, onRemove }: MoveEditorProps) {
  const { t } = useTranslation();
  const { name, locale, model, fields } = useEntityEditing();
  const titleOf = (value: string) => options.find((option) => option.name === value)?.title ?? value;
  const roleTitle = (role: string) => model.roles.find((each) => each.name === role)?.title ?? role;
  const from = move.from.length === 0 ? t('designer.move.anyValue') : move.from.map(titleOf).join(t('designer.comma'));
  const about = [
    ...(move.when === '' ? [] : [move.when]),
    ...(move.roles.length === 0 ? [] : [move.roles.map(roleTitle).join(t('designer.comma'))]),
  ].join(' · ');
  const isLost = move.run !== '' && !model.workflows.some((workflow) => workflow.name === move.run);
  return (
    <details className={own.rule} open={isOpen}>
      <summary className={own.head}>
        <ChevronRight size={14} aria-hidden />
        <span className={own.words}>
          <span>{t('designer.move.says', { from, to: titleOf(move.to) })}</span>
          {about === '' ? null : <span className={own.about}>{about}</span>}
        </span>
      </summary>
      <div className={own.body}>
        <div className={styles.line}>
          <span className={styles.label}>{t('designer.move.from')}</span>
          <Chips
            names={move.from}
            choices={options.filter((option) => option.name !== move.to)}
            titleOf={titleOf}
            label={t('designer.move.from')}
            add={move.from.length === 0 ? t('designer.move.anyValue') : t('designer.move.addValue')}
            onChange={(values) => onChange({ from: values }, 'from')}
          />
        </div>
        <Line label={t('designer.move.to')}>
          {(control) => (
            <Choice {...control} value={move.to} onChange={(event) => onChange({ to: event.target.value }, 'to')}>
              {options
                .filter((option) => !move.from.includes(option.name))
                .map((option) => (
                  <option key={option.name} value={option.name}>
                    {option.title}
                  </option>
                ))}
            </Choice>
          )}
        </Line>
        <RuleCondition
          label={t('designer.move.when')}
          help={t('designer.move.whenHelp')}
          entity={findEntity(model, name)}
          source={move.when}
          onChange={(when) => onChange({ when }, 'when')}
        />
        <div className={styles.line}>
          <span className={styles.label}>{t('designer.rule.require')}</span>
          <FieldChips
            names={move.require}
            fields={fields.filter(isWritten)}
            label={t('designer.rule.require')}
            onChange={(names) => onChange({ require: names }, 'require')}
          />
        </div>
        <div className={styles.line}>
          <span className={styles.label}>{t('designer.move.roles')}</span>
          <Chips
            names={move.roles}
            choices={model.roles}
            titleOf={roleTitle}
            label={t('designer.move.roles')}
            add={move.roles.length === 0 ? t('designer.move.anybody') : t('designer.move.addRole')}
            onChange={(names) => onChange({ roles: names }, 'roles')}
          />
        </div>
        <Line label={t('designer.move.run')} help={t('designer.move.runHelp')}>
          {(control) => (
            <Choice {...control} value={move.run} onChange={(event) => onChange({ run: event.target.value }, 'run')}>
              <option value="">{t('designer.move.noWorkflow')}</option>
              {isLost ? <option value={move.run}>{move.run}</option> : null}
              {model.workflows.map((workflow) => (
                <option key={workflow.name} value={workflow.name}>
                  {workflow.title}
                </option>
              ))}
            </Choice>
          )}
        </Line>
        <BothTexts
          label={t('designer.rule.message')}
          en={move.message}
          other={move.message === '' ? '' : ruleText(locale, name, move.message)}
          placeholder={t('designer.rule.messageHint')}
          isLong
          maxLength={500}
          onEn={onMessage}
          // Texts of another language are known by the English one.
          onOther={(text) => (move.message === '' ? onMessage(text) : onOtherMessage(text))}
        />
        <div>
          <Button look="quiet" icon={<Trash2 size={14} aria-hidden />} onClick={onRemove}>
            {t('designer.move.remove')}
          </Button>
        </div>
      </div>
    </details>
  );
}
