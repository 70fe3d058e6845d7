import type { Alert } from '../audit/createAlarm.ts';
import type { Mail } from './Mailer.ts';

export interface LinkMail {
  readonly to: string;
  readonly name: string;
  readonly link: string;
  /** Of the person who gets it; anything but zh-CN is English. */
  readonly language: string | undefined;
}

/** `by`: name of the person who invites. */
export function invitationMail({ to, name, link, language }: LinkMail, by: string, days: number): Mail {
  if (language === 'zh-CN') {
    return {
      to,
      subject: `${by} 邀请您使用 Kiln`,
      text: `${name}，您好：\n\n${by} 邀请您使用 Kiln。请打开以下链接设置密码，链接 ${days} 天内有效，且只能使用一次：\n\n${link}\n`,
    };
  }
  return {
    to,
    subject: `${by} invites you to Kiln`,
    text: `Hello ${name},\n\n${by} invites you to Kiln. Open this link to choose your password. It works once, within ${days} days:\n\n${link}\n`,
  };
}

/** Tells that somebody is refused again and again. */
export function alertMail({ actor, denials, minutes }: Alert, to: string, language: string | undefined): Mail {
  if (language === 'zh-CN') {
    return {
      to,
      subject: `Kiln：${actor.name} 多次被拒绝访问`,
      text: `Kiln 在 ${minutes} 分钟内拒绝了 ${actor.name} 的 ${denials} 次请求。详情请查看审计日志。\n`,
    };
  }
  return {
    to,
    subject: `Kiln: ${actor.name} is refused repeatedly`,
    text: `Kiln refused ${actor.name} ${denials} times within ${minutes} minutes. The audit tells what they asked for.\n`,
  };
}

export function resetMail({ to, name, link, language }: LinkMail): Mail {
  if (language === 'zh-CN') {
    return {
      to,
      subject: '重置您的 Kiln 密码',
      text: `${name}，您好：\n\n请打开以下链接设置新密码，链接 1 小时内有效，且只能使用一次：\n\n${link}\n\n如果不是您本人的操作，请忽略此邮件，您的密码不会改变。\n`,
    };
  }
  return {
    to,
    subject: 'Set a new password for Kiln',
    text: `Hello ${name},\n\nOpen this link to choose a new password. It works once, within an hour:\n\n${link}\n\nIf you did not ask for it, leave this mail alone: your password stays as it is.\n`,
  };
}
