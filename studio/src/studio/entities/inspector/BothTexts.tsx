import { useTranslation } from 'react-i18next';
import { TextLine } from './TextLine.tsx';

interface BothTextsProps {
  /** `Title`, `Help`: the languages stand behind it. */
  readonly label: string;
  readonly en: string;
  readonly other: string;
  /** Stands in the English line while it is empty. */
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
  const english = (
    <TextLine
      key="en"
      {...rest}
      label={t('designer.inEnglish', { text: label })}
      value={en}
      problem={problem}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={onEn}
    />
  );
  const chinese = (
    <TextLine
      key="other"
      {...rest}
      label={t('designer.inChinese', { text: label })}
      value={other}
      placeholder={en}
      onChange={onOther}
    />
  );
  return <>{i18n.language.startsWith('zh') ? [chinese, english] : [english, chinese]}</>;
}
