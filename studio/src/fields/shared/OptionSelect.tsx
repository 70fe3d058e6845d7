import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { OptionChip } from '../../ui/OptionChip.tsx';
import type { WidgetProps } from '../types.ts';
import { inputProps } from './inputProps.ts';
import { OptionTag } from './OptionTag.tsx';
import { optionOf } from './options.ts';
import { useOfferedOptions } from './useOfferedOptions.ts';

interface OptionSelectProps extends WidgetProps {
  readonly selected: readonly string[];
  readonly multiple: boolean;
  readonly onSelect: (values: string[]) => void;
}

/** Picks one or several of a field's options; each looks the same here as in a list. */
export function OptionSelect({ selected, multiple, onSelect, ...props }: OptionSelectProps) {
  const { t } = useTranslation();
  const { field, required, compact, disabled = false, autoOpen = false } = props;
  const options = useOfferedOptions(field, selected);
  const isSearchable = options.length > 7 || multiple || compact;
  const [isOpen, setOpen] = useState(autoOpen);
  const pinyin = usePinyin(isOpen && isSearchable);
  const chip = (value: string) => {
    const { title, color } = optionOf(field, value);
    return color || multiple ? <OptionChip title={title} color={color} /> : title;
  };
  return (
    <Select<string[] | string | null>
      {...inputProps(props)}
      style={{ width: '100%' }}
      defaultOpen={autoOpen}
      placeholder={compact ? undefined : t('form.choose')}
      {...(compact ? { popupMatchSelectWidth: 200 } : {})}
      {...(multiple ? { mode: 'multiple' as const } : {})}
      // A state goes on to another one, never to none.
      allowClear={multiple || (!required && field.transitions === undefined)}
      showSearch={
        isSearchable ? { filterOption: (typed, option) => containsText(typed, option?.title ?? '', pinyin) } : false
      }
      value={multiple ? [...selected] : (selected[0] ?? null)}
      options={options.map(({ value, title }) => ({ value, title, label: title }))}
      optionRender={({ value }) => chip(String(value))}
      labelRender={({ value }) => chip(String(value))}
      tagRender={({ value, onClose }) => (
        <OptionTag {...optionOf(field, String(value))} disabled={disabled} onRemove={onClose} />
      )}
      onOpenChange={setOpen}
      onChange={(next) => onSelect(Array.isArray(next) ? next : next ? [next] : [])}
    />
  );
}
