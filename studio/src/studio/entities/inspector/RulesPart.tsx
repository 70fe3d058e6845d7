import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { emptyLocale } from '../document/localeTexts.ts';
import { addRule, changeRule, entityRules, removeRule, setRuleMessage, withRuleText } from '../document/rules.ts';
import { otherLanguage, useEntityEditing } from '../EntityEditing.ts';
import styles from './inspector.module.css';
import { Part } from './Part.tsx';
import { RuleEditor } from './RuleEditor.tsx';

/** What must hold for every record, whoever writes it: in forms, in imports and through the API. */
export function RulesPart() {
  const { t } = useTranslation();
  const { name, document, locale, change, changeBoth } = useEntityEditing();
  const added = useRef<number>(undefined);
  const rules = entityRules(document);
  const texts = locale ?? emptyLocale(otherLanguage);
  const step = (at: number, what: string) => `${name} rule ${at} ${what}`;
  return (
    <Part title={t('designer.rules')} {...(rules.length > 0 ? { summary: String(rules.length) } : {})}>
      <p className={styles.help}>{t('designer.rulesHelp')}</p>
      {rules.map((rule, at) => (
        <RuleEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name, and all of it can change
          key={at}
          rule={rule}
          isOpen={at === added.current}
          onChange={(next, what) => change((before) => changeRule(before, at, next), step(at, what))}
          onMessage={(message) => {
            const next = setRuleMessage(document, texts, name, at, message);
            changeBoth(next.document, next.locale, step(at, 'message'));
          }}
          onOtherMessage={(text) => {
            changeBoth(document, withRuleText(texts, name, rule.message, text), step(at, 'other message'));
          }}
          onRemove={() => {
            const next = removeRule(document, texts, name, at);
            changeBoth(next.document, next.locale);
          }}
        />
      ))}
      <div>
        <Button
          look="quiet"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => {
            added.current = rules.length;
            change(addRule);
          }}
        >
          {t('designer.addRule')}
        </Button>
      </div>
    </Part>
  );
}
