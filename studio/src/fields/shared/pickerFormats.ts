interface PickerFormats {
  /** The first is shown, all are understood. */
  readonly date: string[];
  readonly dateTime: string[];
  readonly time: string[];
  readonly use12Hours: boolean;
}

const dates = ['YYYY-MM-DD', 'YYYY/M/D', 'D.M.YYYY', 'M/D/YYYY'];
const times = ['HH:mm', 'H:mm', 'HH:mm:ss', 'h:mm A', 'h:mmA'];

/** How dates and times are written in the pickers, as the cells write them. Patterns of dayjs. */
export function pickerFormats(language: string): PickerFormats {
  const isChinese = language.startsWith('zh');
  const date = isChinese ? 'YYYY年M月D日' : 'MMM D, YYYY';
  const time = isChinese ? 'HH:mm' : 'h:mm A';
  const all = [date, ...dates];
  return {
    date: all,
    dateTime: [`${date} ${time}`, ...all.flatMap((day) => times.map((clock) => `${day} ${clock}`)), ...all],
    time: [time, ...times],
    use12Hours: !isChinese,
  };
}
