import { useTranslation } from 'react-i18next';
import { TextLine } from './TextLine.tsx';

interface BothTextsProps {
  /** `Title`, `Help`: the languages stand behind it. */
  readonly label: string;
  readonly en: string;
  readonly other: string;
  /** In one's own language: stands in its line while both are empty. */
  readonly placeholder?: string;
  readonly problem?: string | undefined;
  readonly isLong?: boolean;
  readonly maxLength: number;
  readonly onEn: (text: string) => void;
  readonly onOther: (text: string) => void;
}

/** A text in both languages, one's own first. */
export function BothTexts({ label, en, other, placeholder, problem, onEn, onOther, ...rest }: BothTextsProps) {
  const { t, i18n } = useTranslation();
  const isChinese = i18n.language.startsWith('zh');
  const english = (
    <TextLine
      key="en"
      {...rest}
      label={t('designer.inEnglish', { text: label })}
      value={en}
      problem={problem}
      {...(placeholder === undefined || isChinese ? {} : { placeholder })}
      onChange={onEn}
    />
  );
  const chinese = (
    <TextLine
      key="other"
      {...rest}
      label={t('designer.inChinese', { text: label })}
      value={other}
      placeholder={en || (isChinese && placeholder) || ''}
      onChange={onOther}
    />
  );
  return <>{isChinese ? [chinese, english] : [english, chinese]}</>;
}
