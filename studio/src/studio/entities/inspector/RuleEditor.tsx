import { ChevronRight, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { findEntity } from '../../../store/model.ts';
import { Button } from '../../../ui/Button.tsx';
import { CelField } from '../cel/CelField.tsx';
import { type EntityRule, ruleText } from '../document/rules.ts';
import { otherLanguage, useEntityEditing } from '../EntityEditing.ts';
import { isWritten } from '../isWritten.ts';
import { useFieldTitles } from '../useFieldTitles.ts';
import { BothTexts } from './BothTexts.tsx';
import { FieldChips } from './FieldChips.tsx';
import styles from './inspector.module.css';
import { RuleCondition } from './RuleCondition.tsx';
import own from './RuleEditor.module.css';
import { RuleRanges } from './RuleRanges.tsx';

interface RuleEditorProps {
  readonly rule: EntityRule;
  /** It was just added. */
  readonly isOpen: boolean;
  /** `what` names the place that is typed in. */
  readonly onChange: (change: Partial<EntityRule>, what: string) => void;
  readonly onMessage: (text: string) => void;
  /** In the other language. */
  readonly onOtherMessage: (text: string) => void;
  readonly onRemove: () => void;
}

/** One rule: when it applies, what must hold then, what people are told. Closed, it says so in words. */
export function RuleEditor({ rule, isOpen, onChange, onMessage, onOtherMessage, onRemove }: RuleEditorProps) {
  const { t } = useTranslation();
  const { name, locale, model, fields } = useEntityEditing();
  const entity = findEntity(model, name);
  const written = fields.filter(isWritten);
  const { require, forbid, ranges, check } = rule;
  const isNothing = check === '' && [require, forbid, ranges].every((list) => list.length === 0);
  return (
    <details className={own.rule} open={isOpen}>
      <summary className={own.head}>
        <ChevronRight size={14} aria-hidden />
        <RuleSummary rule={rule} />
      </summary>
      <div className={own.body}>
        <RuleCondition
          label={t('designer.rule.when')}
          help={t('designer.rule.whenHelp')}
          entity={entity}
          source={rule.when}
          onChange={(when) => onChange({ when }, 'when')}
        />
        <fieldset className={own.then}>
          <legend className={own.legend}>{t('designer.rule.then')}</legend>
          {isNothing ? (
            <p className={styles.problem} role="alert">
              {t('designer.rule.saysNothing')}
            </p>
          ) : null}
          <div className={styles.line}>
            <span className={styles.label}>{t('designer.rule.require')}</span>
            <FieldChips
              names={require}
              fields={written}
              label={t('designer.rule.require')}
              onChange={(names) => onChange({ require: names }, 'require')}
            />
          </div>
          <div className={styles.line}>
            <span className={styles.label}>{t('designer.rule.forbid')}</span>
            <FieldChips
              names={forbid}
              fields={written}
              label={t('designer.rule.forbid')}
              onChange={(names) => onChange({ forbid: names }, 'forbid')}
            />
          </div>
          <RuleRanges ranges={ranges} fields={fields} onChange={(next) => onChange({ ranges: next }, 'ranges')} />
          <CelField
            label={t('designer.rule.check')}
            help={t('designer.rule.checkHelp')}
            entity={name}
            source={check}
            on="rule"
            expects="bool"
            onChange={(text) => onChange({ check: text }, 'check')}
          />
        </fieldset>
        <BothTexts
          label={t('designer.rule.message')}
          en={rule.message}
          other={rule.message === '' ? '' : ruleText(locale, name, rule.message)}
          placeholder={t('designer.rule.messageHint')}
          isLong
          maxLength={500}
          onEn={onMessage}
          // Texts of another language are known by the English one.
          onOther={(text) => (rule.message === '' ? onMessage(text) : onOtherMessage(text))}
        />
        <div>
          <Button look="quiet" icon={<Trash2 size={14} aria-hidden />} onClick={onRemove}>
            {t('designer.rule.remove')}
          </Button>
        </div>
      </div>
    </details>
  );
}

/** What people are told, or else what must hold. */
function RuleSummary({ rule }: { readonly rule: EntityRule }) {
  const { t, i18n } = useTranslation();
  const { name, locale } = useEntityEditing();
  const other = i18n.language === otherLanguage ? ruleText(locale, name, rule.message) : '';
  const known = useFieldTitles();
  const titles = (names: readonly string[]) => names.map((each) => known.get(each) ?? each).join(t('designer.comma'));
  const parts = [
    ...(rule.require.length > 0 ? [t('designer.rule.requires', { fields: titles(rule.require) })] : []),
    ...(rule.forbid.length > 0 ? [t('designer.rule.forbids', { fields: titles(rule.forbid) })] : []),
    ...(rule.ranges.length > 0
      ? [t('designer.rule.limits', { fields: titles(rule.ranges.map(({ field }) => field)) })]
      : []),
    ...(rule.check === '' ? [] : [rule.check]),
  ];
  const holds = parts.join(' · ') || t('designer.rule.nothingYet');
  const message = other || rule.message;
  return (
    <span className={own.words}>
      <span>{message || holds}</span>
      <span className={own.about}>
        {rule.when === '' ? t('designer.rule.always') : rule.when}
        {message === '' ? '' : ` → ${holds}`}
      </span>
    </span>
  );
}
