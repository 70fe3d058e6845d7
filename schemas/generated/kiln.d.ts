/* Written by "npx kiln types" from the definitions of this package. Changes are overwritten. */

/**
 * Team, as it is read.
 */
export interface Team {
  /**
   * Name
   */
  name: string;
  /**
   * Part of. The team above this one.
   */
  parent: string | null;
  /**
   * Manager
   */
  manager: string | null;
  /**
   * Members
   *
   * @maxItems 500
   */
  members: string[] | null;
  /**
   * Description
   */
  description: string | null;
  /**
   * ID
   */
  id: string;
  /**
   * Version
   */
  version: number;
  /**
   * Created at
   */
  createdAt: string;
  /**
   * Created by
   */
  createdBy: string | null;
  /**
   * Updated at
   */
  updatedAt: string;
  /**
   * Updated by
   */
  updatedBy: string | null;
  /**
   * Deleted at
   */
  deletedAt: string | null;
}

/**
 * Team, as it is created.
 */
export interface TeamCreate {
  /**
   * Name
   */
  name: string;
  /**
   * Part of. The team above this one.
   */
  parent?: string | null;
  /**
   * Manager
   */
  manager?: string | null;
  /**
   * Members
   *
   * @maxItems 500
   */
  members?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * ID
   */
  id?: string;
}

/**
 * Changes to Team.
 */
export interface TeamUpdate {
  /**
   * Name
   */
  name?: string;
  /**
   * Part of. The team above this one.
   */
  parent?: string | null;
  /**
   * Manager
   */
  manager?: string | null;
  /**
   * Members
   *
   * @maxItems 500
   */
  members?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
}

/**
 * User, as it is read.
 */
export interface User {
  /**
   * Name
   */
  name: string;
  /**
   * E-mail
   */
  email: string | null;
  /**
   * Phone
   */
  phone: string | null;
  /**
   * Job title
   */
  jobTitle: string | null;
  /**
   * Picture
   */
  avatar: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Manager
   */
  manager: string | null;
  /**
   * Language
   */
  language: 'en' | 'zh-CN' | null;
  /**
   * Time zone. Such as Asia/Shanghai.
   */
  timeZone: string | null;
  /**
   * Active. Somebody who is not active cannot sign in.
   */
  active: boolean | null;
  /**
   * ID
   */
  id: string;
  /**
   * Version
   */
  version: number;
  /**
   * Created at
   */
  createdAt: string;
  /**
   * Created by
   */
  createdBy: string | null;
  /**
   * Updated at
   */
  updatedAt: string;
  /**
   * Updated by
   */
  updatedBy: string | null;
  /**
   * Deleted at
   */
  deletedAt: string | null;
}

/**
 * User, as it is created.
 */
export interface UserCreate {
  /**
   * Name
   */
  name: string;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * Job title
   */
  jobTitle?: string | null;
  /**
   * Picture
   */
  avatar?: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Manager
   */
  manager?: string | null;
  /**
   * Language
   */
  language?: 'en' | 'zh-CN' | null;
  /**
   * Time zone. Such as Asia/Shanghai.
   */
  timeZone?: string | null;
  /**
   * ID
   */
  id?: string;
}

/**
 * Changes to User.
 */
export interface UserUpdate {
  /**
   * Name
   */
  name?: string;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * Job title
   */
  jobTitle?: string | null;
  /**
   * Picture
   */
  avatar?: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Manager
   */
  manager?: string | null;
  /**
   * Language
   */
  language?: 'en' | 'zh-CN' | null;
  /**
   * Time zone. Such as Asia/Shanghai.
   */
  timeZone?: string | null;
}
