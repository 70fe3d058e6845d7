/* Written by "npx kiln types" from the definitions of this package. Changes are overwritten. */

/**
 * Account, as it is read.
 */
export interface Account {
  /**
   * Name
   */
  name: string;
  /**
   * Short name. The name used in conversation, for example 云帆 for 上海云帆科技有限公司.
   */
  shortName: string | null;
  /**
   * Logo
   */
  logo: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Parent account
   */
  parent: string | null;
  /**
   * Type
   */
  type: 'prospect' | 'customer' | 'keyAccount' | 'partner' | 'supplier' | 'competitor' | 'other';
  /**
   * Lifecycle
   */
  lifecycle: 'potential' | 'active' | 'loyal' | 'dormant' | 'lost';
  /**
   * Churn reason
   */
  churnReason: 'price' | 'competitor' | 'service' | 'product' | 'closed' | 'noNeed' | 'unknown' | null;
  /**
   * Industry
   */
  industry:
    | 'manufacturing'
    | 'technology'
    | 'retail'
    | 'finance'
    | 'healthcare'
    | 'education'
    | 'logistics'
    | 'energy'
    | 'construction'
    | 'hospitality'
    | 'agriculture'
    | 'government'
    | 'professional'
    | 'media'
    | 'other'
    | null;
  /**
   * Region
   */
  region:
    | 'northChina'
    | 'northeastChina'
    | 'eastChina'
    | 'centralChina'
    | 'southChina'
    | 'southwestChina'
    | 'northwestChina'
    | 'hkMoTw'
    | 'asiaPacific'
    | 'europe'
    | 'middleEastAfrica'
    | 'northAmerica'
    | 'latinAmerica'
    | null;
  /**
   * Rating. How valuable the customer is to you, from one to five stars.
   */
  rating: number | null;
  /**
   * Phone
   */
  phone: string | null;
  /**
   * E-mail
   */
  email: string | null;
  /**
   * Website
   */
  website: string | null;
  /**
   * Billing address
   */
  billingAddress: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Location. Position on the map, for planning visits.
   */
  location: {
    lat: number;
    lng: number;
  } | null;
  /**
   * Employees
   */
  employees: number | null;
  /**
   * Annual revenue
   */
  annualRevenue: number | null;
  /**
   * Founded on
   */
  foundedOn: string | null;
  /**
   * Tax number. VAT number or unified social credit code. Two accounts cannot share one.
   */
  taxNumber: string | null;
  /**
   * Currency
   */
  currency: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Payment terms
   */
  paymentTerms: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Credit limit
   */
  creditLimit: number | null;
  /**
   * Source
   */
  source:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Next review. When to visit or call the customer again.
   */
  nextReviewOn: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags: string[] | null;
  /**
   * Description
   */
  description: string | null;
  /**
   * Contacts
   */
  contactCount: number | null;
  /**
   * Open opportunities
   */
  openOpportunities: number | null;
  /**
   * Pipeline. Sum of the open opportunities in CNY.
   */
  pipelineAmount: number | null;
  /**
   * Won. Sum of the won opportunities in CNY.
   */
  wonAmount: number | null;
  /**
   * Open tickets
   */
  openTickets: number | null;
  /**
   * Last activity
   */
  lastActivityAt: string | null;
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
  /**
   * Owner
   */
  ownerId: string | null;
}

/**
 * Account, as it is created.
 */
export interface AccountCreate {
  /**
   * Name
   */
  name: string;
  /**
   * Short name. The name used in conversation, for example 云帆 for 上海云帆科技有限公司.
   */
  shortName?: string | null;
  /**
   * Logo
   */
  logo?: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Parent account
   */
  parent?: string | null;
  /**
   * Type
   */
  type?: 'prospect' | 'customer' | 'keyAccount' | 'partner' | 'supplier' | 'competitor' | 'other' | null;
  /**
   * Lifecycle
   */
  lifecycle?: 'potential' | 'active' | 'loyal' | 'dormant' | 'lost' | null;
  /**
   * Churn reason
   */
  churnReason?: 'price' | 'competitor' | 'service' | 'product' | 'closed' | 'noNeed' | 'unknown' | null;
  /**
   * Industry
   */
  industry?:
    | 'manufacturing'
    | 'technology'
    | 'retail'
    | 'finance'
    | 'healthcare'
    | 'education'
    | 'logistics'
    | 'energy'
    | 'construction'
    | 'hospitality'
    | 'agriculture'
    | 'government'
    | 'professional'
    | 'media'
    | 'other'
    | null;
  /**
   * Region
   */
  region?:
    | 'northChina'
    | 'northeastChina'
    | 'eastChina'
    | 'centralChina'
    | 'southChina'
    | 'southwestChina'
    | 'northwestChina'
    | 'hkMoTw'
    | 'asiaPacific'
    | 'europe'
    | 'middleEastAfrica'
    | 'northAmerica'
    | 'latinAmerica'
    | null;
  /**
   * Rating. How valuable the customer is to you, from one to five stars.
   */
  rating?: number | null;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * E-mail
   */
  email?: string | null;
  /**
   * Website
   */
  website?: string | null;
  /**
   * Billing address
   */
  billingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Location. Position on the map, for planning visits.
   */
  location?: {
    lat: number;
    lng: number;
  } | null;
  /**
   * Employees
   */
  employees?: number | null;
  /**
   * Annual revenue
   */
  annualRevenue?: number | null;
  /**
   * Founded on
   */
  foundedOn?: string | null;
  /**
   * Tax number. VAT number or unified social credit code. Two accounts cannot share one.
   */
  taxNumber?: string | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD' | null;
  /**
   * Payment terms
   */
  paymentTerms?: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Credit limit
   */
  creditLimit?: number | null;
  /**
   * Source
   */
  source?:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Next review. When to visit or call the customer again.
   */
  nextReviewOn?: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * ID
   */
  id?: string;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Changes to Account.
 */
export interface AccountUpdate {
  /**
   * Name
   */
  name?: string;
  /**
   * Short name. The name used in conversation, for example 云帆 for 上海云帆科技有限公司.
   */
  shortName?: string | null;
  /**
   * Logo
   */
  logo?: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Parent account
   */
  parent?: string | null;
  /**
   * Type
   */
  type?: 'prospect' | 'customer' | 'keyAccount' | 'partner' | 'supplier' | 'competitor' | 'other';
  /**
   * Lifecycle
   */
  lifecycle?: 'potential' | 'active' | 'loyal' | 'dormant' | 'lost';
  /**
   * Churn reason
   */
  churnReason?: 'price' | 'competitor' | 'service' | 'product' | 'closed' | 'noNeed' | 'unknown' | null;
  /**
   * Industry
   */
  industry?:
    | 'manufacturing'
    | 'technology'
    | 'retail'
    | 'finance'
    | 'healthcare'
    | 'education'
    | 'logistics'
    | 'energy'
    | 'construction'
    | 'hospitality'
    | 'agriculture'
    | 'government'
    | 'professional'
    | 'media'
    | 'other'
    | null;
  /**
   * Region
   */
  region?:
    | 'northChina'
    | 'northeastChina'
    | 'eastChina'
    | 'centralChina'
    | 'southChina'
    | 'southwestChina'
    | 'northwestChina'
    | 'hkMoTw'
    | 'asiaPacific'
    | 'europe'
    | 'middleEastAfrica'
    | 'northAmerica'
    | 'latinAmerica'
    | null;
  /**
   * Rating. How valuable the customer is to you, from one to five stars.
   */
  rating?: number | null;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * E-mail
   */
  email?: string | null;
  /**
   * Website
   */
  website?: string | null;
  /**
   * Billing address
   */
  billingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Location. Position on the map, for planning visits.
   */
  location?: {
    lat: number;
    lng: number;
  } | null;
  /**
   * Employees
   */
  employees?: number | null;
  /**
   * Annual revenue
   */
  annualRevenue?: number | null;
  /**
   * Founded on
   */
  foundedOn?: string | null;
  /**
   * Tax number. VAT number or unified social credit code. Two accounts cannot share one.
   */
  taxNumber?: string | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Payment terms
   */
  paymentTerms?: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Credit limit
   */
  creditLimit?: number | null;
  /**
   * Source
   */
  source?:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Next review. When to visit or call the customer again.
   */
  nextReviewOn?: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Activity, as it is read.
 */
export interface Activity {
  /**
   * Type
   */
  type: 'task' | 'call' | 'meeting' | 'email';
  /**
   * Subject
   */
  subject: string;
  /**
   * About
   */
  about: {
    entity: 'account' | 'contact' | 'lead' | 'opportunity' | 'quote' | 'order' | 'ticket';
    id: string;
  } | null;
  /**
   * Status
   */
  status: 'planned' | 'inProgress' | 'done' | 'cancelled';
  /**
   * Priority
   */
  priority: 'low' | 'normal' | 'high';
  /**
   * Assignee
   */
  assignee: string | null;
  /**
   * Due on
   */
  dueOn: string | null;
  /**
   * Starts at. For an e-mail, the time at which it was sent or received.
   */
  startsAt: string | null;
  /**
   * Ends at
   */
  endsAt: string | null;
  /**
   * All day
   */
  allDay: boolean | null;
  /**
   * Remind at
   */
  remindAt: string | null;
  /**
   * Participants
   *
   * @maxItems 500
   */
  participants: string[] | null;
  /**
   * Location
   */
  location: string | null;
  /**
   * Meeting link
   */
  meetingUrl: string | null;
  /**
   * Direction
   */
  direction: 'outbound' | 'inbound' | null;
  /**
   * Phone
   */
  phone: string | null;
  /**
   * Result of the call
   */
  callResult: 'reached' | 'noAnswer' | 'busy' | 'voicemail' | 'wrongNumber' | null;
  /**
   * To
   */
  emailTo: string | null;
  /**
   * Description
   */
  description: string | null;
  /**
   * Outcome
   */
  outcome: string | null;
  /**
   * Completed at
   */
  completedAt: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags: string[] | null;
  /**
   * Overdue
   */
  overdue: boolean | null;
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
  /**
   * Owner
   */
  ownerId: string | null;
}

/**
 * Activity, as it is created.
 */
export interface ActivityCreate {
  /**
   * Type
   */
  type?: 'task' | 'call' | 'meeting' | 'email' | null;
  /**
   * Subject
   */
  subject: string;
  /**
   * About
   */
  about?:
    | (
        | string
        | {
            entity: 'account' | 'contact' | 'lead' | 'opportunity' | 'quote' | 'order' | 'ticket';
            id: string;
          }
      )
    | null;
  /**
   * Status
   */
  status?: 'planned' | 'inProgress' | 'done' | 'cancelled' | null;
  /**
   * Priority
   */
  priority?: 'low' | 'normal' | 'high' | null;
  /**
   * Assignee
   */
  assignee?: string | null;
  /**
   * Due on
   */
  dueOn?: string | null;
  /**
   * Starts at. For an e-mail, the time at which it was sent or received.
   */
  startsAt?: string | null;
  /**
   * Ends at
   */
  endsAt?: string | null;
  /**
   * All day
   */
  allDay?: boolean | null;
  /**
   * Remind at
   */
  remindAt?: string | null;
  /**
   * Participants
   *
   * @maxItems 500
   */
  participants?: string[] | null;
  /**
   * Location
   */
  location?: string | null;
  /**
   * Meeting link
   */
  meetingUrl?: string | null;
  /**
   * Direction
   */
  direction?: 'outbound' | 'inbound' | null;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * Result of the call
   */
  callResult?: 'reached' | 'noAnswer' | 'busy' | 'voicemail' | 'wrongNumber' | null;
  /**
   * To
   */
  emailTo?: string | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * Outcome
   */
  outcome?: string | null;
  /**
   * Completed at
   */
  completedAt?: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * ID
   */
  id?: string;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Changes to Activity.
 */
export interface ActivityUpdate {
  /**
   * Type
   */
  type?: 'task' | 'call' | 'meeting' | 'email';
  /**
   * Subject
   */
  subject?: string;
  /**
   * About
   */
  about?:
    | (
        | string
        | {
            entity: 'account' | 'contact' | 'lead' | 'opportunity' | 'quote' | 'order' | 'ticket';
            id: string;
          }
      )
    | null;
  /**
   * Status
   */
  status?: 'planned' | 'inProgress' | 'done' | 'cancelled';
  /**
   * Priority
   */
  priority?: 'low' | 'normal' | 'high';
  /**
   * Assignee
   */
  assignee?: string | null;
  /**
   * Due on
   */
  dueOn?: string | null;
  /**
   * Starts at. For an e-mail, the time at which it was sent or received.
   */
  startsAt?: string | null;
  /**
   * Ends at
   */
  endsAt?: string | null;
  /**
   * All day
   */
  allDay?: boolean | null;
  /**
   * Remind at
   */
  remindAt?: string | null;
  /**
   * Participants
   *
   * @maxItems 500
   */
  participants?: string[] | null;
  /**
   * Location
   */
  location?: string | null;
  /**
   * Meeting link
   */
  meetingUrl?: string | null;
  /**
   * Direction
   */
  direction?: 'outbound' | 'inbound' | null;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * Result of the call
   */
  callResult?: 'reached' | 'noAnswer' | 'busy' | 'voicemail' | 'wrongNumber' | null;
  /**
   * To
   */
  emailTo?: string | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * Outcome
   */
  outcome?: string | null;
  /**
   * Completed at
   */
  completedAt?: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Article, as it is read.
 */
export interface Article {
  /**
   * Number
   */
  number: string | null;
  /**
   * Title
   */
  title: string;
  /**
   * Summary
   */
  summary: string | null;
  /**
   * Text
   */
  body: string | null;
  /**
   * Category
   */
  category: 'gettingStarted' | 'howTo' | 'troubleshooting' | 'billing' | 'policy' | 'releaseNotes' | null;
  /**
   * Status
   */
  status: 'draft' | 'review' | 'published' | 'archived';
  /**
   * Language
   */
  language: 'en' | 'zh-CN';
  /**
   * Audience
   */
  audience: 'public' | 'customers' | 'internal';
  /**
   * Author
   */
  author: string | null;
  /**
   * Products
   *
   * @maxItems 500
   */
  products: string[] | null;
  /**
   * Related articles
   *
   * @maxItems 500
   */
  related: string[] | null;
  /**
   * Published at
   */
  publishedAt: string | null;
  /**
   * Review on. The day on which somebody should check that the article is still right.
   */
  reviewOn: string | null;
  /**
   * Helpful
   */
  helpfulVotes: number | null;
  /**
   * Not helpful
   */
  unhelpfulVotes: number | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags: string[] | null;
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
 * Article, as it is created.
 */
export interface ArticleCreate {
  /**
   * Title
   */
  title: string;
  /**
   * Summary
   */
  summary?: string | null;
  /**
   * Text
   */
  body?: string | null;
  /**
   * Category
   */
  category?: 'gettingStarted' | 'howTo' | 'troubleshooting' | 'billing' | 'policy' | 'releaseNotes' | null;
  /**
   * Status
   */
  status?: 'draft' | 'review' | 'published' | 'archived' | null;
  /**
   * Language
   */
  language?: 'en' | 'zh-CN' | null;
  /**
   * Audience
   */
  audience?: 'public' | 'customers' | 'internal' | null;
  /**
   * Author
   */
  author?: string | null;
  /**
   * Products
   *
   * @maxItems 500
   */
  products?: string[] | null;
  /**
   * Related articles
   *
   * @maxItems 500
   */
  related?: string[] | null;
  /**
   * Published at
   */
  publishedAt?: string | null;
  /**
   * Review on. The day on which somebody should check that the article is still right.
   */
  reviewOn?: string | null;
  /**
   * Helpful
   */
  helpfulVotes?: number | null;
  /**
   * Not helpful
   */
  unhelpfulVotes?: number | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * ID
   */
  id?: string;
}

/**
 * Changes to Article.
 */
export interface ArticleUpdate {
  /**
   * Title
   */
  title?: string;
  /**
   * Summary
   */
  summary?: string | null;
  /**
   * Text
   */
  body?: string | null;
  /**
   * Category
   */
  category?: 'gettingStarted' | 'howTo' | 'troubleshooting' | 'billing' | 'policy' | 'releaseNotes' | null;
  /**
   * Status
   */
  status?: 'draft' | 'review' | 'published' | 'archived';
  /**
   * Language
   */
  language?: 'en' | 'zh-CN';
  /**
   * Audience
   */
  audience?: 'public' | 'customers' | 'internal';
  /**
   * Author
   */
  author?: string | null;
  /**
   * Products
   *
   * @maxItems 500
   */
  products?: string[] | null;
  /**
   * Related articles
   *
   * @maxItems 500
   */
  related?: string[] | null;
  /**
   * Published at
   */
  publishedAt?: string | null;
  /**
   * Review on. The day on which somebody should check that the article is still right.
   */
  reviewOn?: string | null;
  /**
   * Helpful
   */
  helpfulVotes?: number | null;
  /**
   * Not helpful
   */
  unhelpfulVotes?: number | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
}

/**
 * Contact, as it is read.
 */
export interface Contact {
  /**
   * Name
   */
  name: string;
  /**
   * Job title
   */
  jobTitle: string | null;
  /**
   * Department
   */
  department: string | null;
  /**
   * Account
   */
  account: string | null;
  /**
   * Reports to
   */
  reportsTo: string | null;
  /**
   * E-mail
   */
  email: string | null;
  /**
   * Phone
   */
  phone: string | null;
  /**
   * Mobile
   */
  mobile: string | null;
  /**
   * WeChat
   */
  wechat: string | null;
  /**
   * Stage
   */
  stage: 'lead' | 'active' | 'loyal' | 'lost';
  /**
   * Role in decisions
   */
  decisionRole: 'decisionMaker' | 'budgetHolder' | 'influencer' | 'evaluator' | 'user' | 'gatekeeper' | null;
  /**
   * Source
   */
  source:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Language
   */
  language: 'zh-CN' | 'en' | 'de' | 'fr' | 'ja' | 'es' | null;
  /**
   * Birthday
   */
  birthday: string | null;
  /**
   * Address
   */
  address: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * ID number. Number of the identity card or passport. Stored encrypted and never shown in lists.
   */
  idNumber: string | null;
  /**
   * Photo
   */
  photo: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Accepts e-mails. The person has agreed to receive marketing e-mails.
   */
  emailOptIn: boolean | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags: string[] | null;
  /**
   * Description
   */
  description: string | null;
  /**
   * Last activity
   */
  lastActivityAt: string | null;
  /**
   * Label
   */
  label: string | null;
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
  /**
   * Owner
   */
  ownerId: string | null;
}

/**
 * Contact, as it is created.
 */
export interface ContactCreate {
  /**
   * Name
   */
  name: string;
  /**
   * Job title
   */
  jobTitle?: string | null;
  /**
   * Department
   */
  department?: string | null;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Reports to
   */
  reportsTo?: string | null;
  /**
   * E-mail
   */
  email?: string | null;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * Mobile
   */
  mobile?: string | null;
  /**
   * WeChat
   */
  wechat?: string | null;
  /**
   * Stage
   */
  stage?: 'lead' | 'active' | 'loyal' | 'lost' | null;
  /**
   * Role in decisions
   */
  decisionRole?: 'decisionMaker' | 'budgetHolder' | 'influencer' | 'evaluator' | 'user' | 'gatekeeper' | null;
  /**
   * Source
   */
  source?:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Language
   */
  language?: 'zh-CN' | 'en' | 'de' | 'fr' | 'ja' | 'es' | null;
  /**
   * Birthday
   */
  birthday?: string | null;
  /**
   * Address
   */
  address?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * ID number. Number of the identity card or passport. Stored encrypted and never shown in lists.
   */
  idNumber?: string | null;
  /**
   * Photo
   */
  photo?: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Accepts e-mails. The person has agreed to receive marketing e-mails.
   */
  emailOptIn?: boolean | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * ID
   */
  id?: string;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Changes to Contact.
 */
export interface ContactUpdate {
  /**
   * Name
   */
  name?: string;
  /**
   * Job title
   */
  jobTitle?: string | null;
  /**
   * Department
   */
  department?: string | null;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Reports to
   */
  reportsTo?: string | null;
  /**
   * E-mail
   */
  email?: string | null;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * Mobile
   */
  mobile?: string | null;
  /**
   * WeChat
   */
  wechat?: string | null;
  /**
   * Stage
   */
  stage?: 'lead' | 'active' | 'loyal' | 'lost';
  /**
   * Role in decisions
   */
  decisionRole?: 'decisionMaker' | 'budgetHolder' | 'influencer' | 'evaluator' | 'user' | 'gatekeeper' | null;
  /**
   * Source
   */
  source?:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Language
   */
  language?: 'zh-CN' | 'en' | 'de' | 'fr' | 'ja' | 'es' | null;
  /**
   * Birthday
   */
  birthday?: string | null;
  /**
   * Address
   */
  address?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * ID number. Number of the identity card or passport. Stored encrypted and never shown in lists.
   */
  idNumber?: string | null;
  /**
   * Photo
   */
  photo?: {
    id: string;
    name?: string;
    size?: number;
    type?: string;
  } | null;
  /**
   * Accepts e-mails. The person has agreed to receive marketing e-mails.
   */
  emailOptIn?: boolean | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Lead, as it is read.
 */
export interface Lead {
  /**
   * Name
   */
  name: string;
  /**
   * Company
   */
  company: string | null;
  /**
   * Job title
   */
  jobTitle: string | null;
  /**
   * E-mail
   */
  email: string | null;
  /**
   * Phone
   */
  phone: string | null;
  /**
   * Mobile
   */
  mobile: string | null;
  /**
   * WeChat
   */
  wechat: string | null;
  /**
   * Website
   */
  website: string | null;
  /**
   * Status
   */
  status: 'new' | 'contacted' | 'nurturing' | 'qualified' | 'converted' | 'unqualified';
  /**
   * Temperature
   */
  temperature: 'cold' | 'warm' | 'hot';
  /**
   * Score. How likely the lead is to become a customer, from 0 to 100.
   */
  score: number | null;
  /**
   * Source
   */
  source:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Industry
   */
  industry:
    | 'manufacturing'
    | 'technology'
    | 'retail'
    | 'finance'
    | 'healthcare'
    | 'education'
    | 'logistics'
    | 'energy'
    | 'construction'
    | 'hospitality'
    | 'agriculture'
    | 'government'
    | 'professional'
    | 'media'
    | 'other'
    | null;
  /**
   * Region
   */
  region:
    | 'northChina'
    | 'northeastChina'
    | 'eastChina'
    | 'centralChina'
    | 'southChina'
    | 'southwestChina'
    | 'northwestChina'
    | 'hkMoTw'
    | 'asiaPacific'
    | 'europe'
    | 'middleEastAfrica'
    | 'northAmerica'
    | 'latinAmerica'
    | null;
  /**
   * Company size
   */
  companySize: '1-9' | '10-49' | '50-249' | '250-999' | '1000+' | null;
  /**
   * Address
   */
  address: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Needs. What the lead is looking for, in their own words.
   */
  needs: string | null;
  /**
   * Interests
   *
   * @maxItems 500
   */
  interests: ('hardware' | 'software' | 'integration' | 'maintenance' | 'training' | 'consulting')[] | null;
  /**
   * Products of interest
   *
   * @maxItems 500
   */
  products: string[] | null;
  /**
   * Budget
   */
  budget: number | null;
  /**
   * Currency
   */
  currency: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Buying timeframe
   */
  buyingTimeframe: 'now' | 'month' | 'quarter' | 'halfYear' | 'year' | 'unknown' | null;
  /**
   * Do not contact
   */
  doNotContact: boolean | null;
  /**
   * Reason for unqualifying
   */
  unqualifiedReason: 'noBudget' | 'noNeed' | 'noAuthority' | 'unreachable' | 'duplicate' | 'competitor' | 'spam' | null;
  /**
   * Converted at
   */
  convertedAt: string | null;
  /**
   * Converted to account
   */
  convertedAccount: string | null;
  /**
   * Converted to contact
   */
  convertedContact: string | null;
  /**
   * Converted to opportunity
   */
  convertedOpportunity: string | null;
  /**
   * Next follow-up
   */
  nextFollowUpOn: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags: string[] | null;
  /**
   * Description
   */
  description: string | null;
  /**
   * Activities
   */
  activityCount: number | null;
  /**
   * Label
   */
  label: string | null;
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
  /**
   * Owner
   */
  ownerId: string | null;
}

/**
 * Lead, as it is created.
 */
export interface LeadCreate {
  /**
   * Name
   */
  name: string;
  /**
   * Company
   */
  company?: string | null;
  /**
   * Job title
   */
  jobTitle?: string | null;
  /**
   * E-mail
   */
  email?: string | null;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * Mobile
   */
  mobile?: string | null;
  /**
   * WeChat
   */
  wechat?: string | null;
  /**
   * Website
   */
  website?: string | null;
  /**
   * Status
   */
  status?: 'new' | 'contacted' | 'nurturing' | 'qualified' | 'converted' | 'unqualified' | null;
  /**
   * Temperature
   */
  temperature?: 'cold' | 'warm' | 'hot' | null;
  /**
   * Score. How likely the lead is to become a customer, from 0 to 100.
   */
  score?: number | null;
  /**
   * Source
   */
  source?:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Industry
   */
  industry?:
    | 'manufacturing'
    | 'technology'
    | 'retail'
    | 'finance'
    | 'healthcare'
    | 'education'
    | 'logistics'
    | 'energy'
    | 'construction'
    | 'hospitality'
    | 'agriculture'
    | 'government'
    | 'professional'
    | 'media'
    | 'other'
    | null;
  /**
   * Region
   */
  region?:
    | 'northChina'
    | 'northeastChina'
    | 'eastChina'
    | 'centralChina'
    | 'southChina'
    | 'southwestChina'
    | 'northwestChina'
    | 'hkMoTw'
    | 'asiaPacific'
    | 'europe'
    | 'middleEastAfrica'
    | 'northAmerica'
    | 'latinAmerica'
    | null;
  /**
   * Company size
   */
  companySize?: '1-9' | '10-49' | '50-249' | '250-999' | '1000+' | null;
  /**
   * Address
   */
  address?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Needs. What the lead is looking for, in their own words.
   */
  needs?: string | null;
  /**
   * Interests
   *
   * @maxItems 500
   */
  interests?: ('hardware' | 'software' | 'integration' | 'maintenance' | 'training' | 'consulting')[] | null;
  /**
   * Products of interest
   *
   * @maxItems 500
   */
  products?: string[] | null;
  /**
   * Budget
   */
  budget?: number | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD' | null;
  /**
   * Buying timeframe
   */
  buyingTimeframe?: 'now' | 'month' | 'quarter' | 'halfYear' | 'year' | 'unknown' | null;
  /**
   * Do not contact
   */
  doNotContact?: boolean | null;
  /**
   * Reason for unqualifying
   */
  unqualifiedReason?:
    'noBudget' | 'noNeed' | 'noAuthority' | 'unreachable' | 'duplicate' | 'competitor' | 'spam' | null;
  /**
   * Converted at
   */
  convertedAt?: string | null;
  /**
   * Converted to account
   */
  convertedAccount?: string | null;
  /**
   * Converted to contact
   */
  convertedContact?: string | null;
  /**
   * Converted to opportunity
   */
  convertedOpportunity?: string | null;
  /**
   * Next follow-up
   */
  nextFollowUpOn?: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * ID
   */
  id?: string;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Changes to Lead.
 */
export interface LeadUpdate {
  /**
   * Name
   */
  name?: string;
  /**
   * Company
   */
  company?: string | null;
  /**
   * Job title
   */
  jobTitle?: string | null;
  /**
   * E-mail
   */
  email?: string | null;
  /**
   * Phone
   */
  phone?: string | null;
  /**
   * Mobile
   */
  mobile?: string | null;
  /**
   * WeChat
   */
  wechat?: string | null;
  /**
   * Website
   */
  website?: string | null;
  /**
   * Status
   */
  status?: 'new' | 'contacted' | 'nurturing' | 'qualified' | 'converted' | 'unqualified';
  /**
   * Temperature
   */
  temperature?: 'cold' | 'warm' | 'hot';
  /**
   * Score. How likely the lead is to become a customer, from 0 to 100.
   */
  score?: number | null;
  /**
   * Source
   */
  source?:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Industry
   */
  industry?:
    | 'manufacturing'
    | 'technology'
    | 'retail'
    | 'finance'
    | 'healthcare'
    | 'education'
    | 'logistics'
    | 'energy'
    | 'construction'
    | 'hospitality'
    | 'agriculture'
    | 'government'
    | 'professional'
    | 'media'
    | 'other'
    | null;
  /**
   * Region
   */
  region?:
    | 'northChina'
    | 'northeastChina'
    | 'eastChina'
    | 'centralChina'
    | 'southChina'
    | 'southwestChina'
    | 'northwestChina'
    | 'hkMoTw'
    | 'asiaPacific'
    | 'europe'
    | 'middleEastAfrica'
    | 'northAmerica'
    | 'latinAmerica'
    | null;
  /**
   * Company size
   */
  companySize?: '1-9' | '10-49' | '50-249' | '250-999' | '1000+' | null;
  /**
   * Address
   */
  address?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Needs. What the lead is looking for, in their own words.
   */
  needs?: string | null;
  /**
   * Interests
   *
   * @maxItems 500
   */
  interests?: ('hardware' | 'software' | 'integration' | 'maintenance' | 'training' | 'consulting')[] | null;
  /**
   * Products of interest
   *
   * @maxItems 500
   */
  products?: string[] | null;
  /**
   * Budget
   */
  budget?: number | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Buying timeframe
   */
  buyingTimeframe?: 'now' | 'month' | 'quarter' | 'halfYear' | 'year' | 'unknown' | null;
  /**
   * Do not contact
   */
  doNotContact?: boolean | null;
  /**
   * Reason for unqualifying
   */
  unqualifiedReason?:
    'noBudget' | 'noNeed' | 'noAuthority' | 'unreachable' | 'duplicate' | 'competitor' | 'spam' | null;
  /**
   * Converted at
   */
  convertedAt?: string | null;
  /**
   * Converted to account
   */
  convertedAccount?: string | null;
  /**
   * Converted to contact
   */
  convertedContact?: string | null;
  /**
   * Converted to opportunity
   */
  convertedOpportunity?: string | null;
  /**
   * Next follow-up
   */
  nextFollowUpOn?: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Note, as it is read.
 */
export interface Note {
  /**
   * Title
   */
  title: string;
  /**
   * Text
   */
  body: string | null;
  /**
   * About
   */
  about: {
    entity: 'account' | 'contact' | 'lead' | 'opportunity' | 'quote' | 'order' | 'ticket';
    id: string;
  } | null;
  /**
   * Pinned
   */
  pinned: boolean | null;
  /**
   * Colour
   */
  color: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
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
 * Note, as it is created.
 */
export interface NoteCreate {
  /**
   * Title
   */
  title: string;
  /**
   * Text
   */
  body?: string | null;
  /**
   * About
   */
  about?:
    | (
        | string
        | {
            entity: 'account' | 'contact' | 'lead' | 'opportunity' | 'quote' | 'order' | 'ticket';
            id: string;
          }
      )
    | null;
  /**
   * Pinned
   */
  pinned?: boolean | null;
  /**
   * Colour
   */
  color?: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * ID
   */
  id?: string;
}

/**
 * Changes to Note.
 */
export interface NoteUpdate {
  /**
   * Title
   */
  title?: string;
  /**
   * Text
   */
  body?: string | null;
  /**
   * About
   */
  about?:
    | (
        | string
        | {
            entity: 'account' | 'contact' | 'lead' | 'opportunity' | 'quote' | 'order' | 'ticket';
            id: string;
          }
      )
    | null;
  /**
   * Pinned
   */
  pinned?: boolean | null;
  /**
   * Colour
   */
  color?: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
}

/**
 * Opportunity, as it is read.
 */
export interface Opportunity {
  /**
   * Name
   */
  name: string;
  /**
   * Account
   */
  account: string | null;
  /**
   * Main contact
   */
  contact: string | null;
  /**
   * People involved. Everybody on the customer's side who takes part in the decision.
   *
   * @maxItems 500
   */
  contacts: string[] | null;
  /**
   * Stage
   */
  stage: 'qualification' | 'needsAnalysis' | 'proposal' | 'negotiation' | 'won' | 'lost';
  /**
   * Type
   */
  type: 'newBusiness' | 'expansion' | 'renewal' | 'replacement' | null;
  /**
   * Amount
   */
  amount: number | null;
  /**
   * Currency
   */
  currency: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate: number;
  /**
   * Probability
   */
  probability: number;
  /**
   * Forecast
   */
  forecast: 'pipeline' | 'bestCase' | 'commit' | 'omitted' | null;
  /**
   * Close date. The day on which you expect the decision; for a won or lost opportunity, the day on which it fell.
   */
  closeDate: string | null;
  /**
   * Source
   */
  source:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Next step
   */
  nextStep: string | null;
  /**
   * Next step on
   */
  nextStepOn: string | null;
  /**
   * Products
   *
   * @maxItems 500
   */
  products: string[] | null;
  /**
   * Competitors
   *
   * @maxItems 50
   */
  competitors: string[] | null;
  /**
   * Reason for losing
   */
  lostReason:
    'price' | 'competitor' | 'noBudget' | 'noDecision' | 'timing' | 'features' | 'relationship' | 'other' | null;
  /**
   * Comment on the loss
   */
  lostComment: string | null;
  /**
   * Description
   */
  description: string | null;
  /**
   * Amount in CNY
   */
  baseAmount: number | null;
  /**
   * Weighted amount. Amount times probability.
   */
  weightedAmount: number | null;
  /**
   * Overdue
   */
  overdue: boolean | null;
  /**
   * Quotes
   */
  quoteCount: number | null;
  /**
   * Last activity
   */
  lastActivityAt: string | null;
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
  /**
   * Owner
   */
  ownerId: string | null;
}

/**
 * Opportunity, as it is created.
 */
export interface OpportunityCreate {
  /**
   * Name
   */
  name: string;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Main contact
   */
  contact?: string | null;
  /**
   * People involved. Everybody on the customer's side who takes part in the decision.
   *
   * @maxItems 500
   */
  contacts?: string[] | null;
  /**
   * Stage
   */
  stage?: 'qualification' | 'needsAnalysis' | 'proposal' | 'negotiation' | 'won' | 'lost' | null;
  /**
   * Type
   */
  type?: 'newBusiness' | 'expansion' | 'renewal' | 'replacement' | null;
  /**
   * Amount
   */
  amount?: number | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD' | null;
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate?: number | null;
  /**
   * Probability
   */
  probability?: number | null;
  /**
   * Forecast
   */
  forecast?: 'pipeline' | 'bestCase' | 'commit' | 'omitted' | null;
  /**
   * Close date. The day on which you expect the decision; for a won or lost opportunity, the day on which it fell.
   */
  closeDate?: string | null;
  /**
   * Source
   */
  source?:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Next step
   */
  nextStep?: string | null;
  /**
   * Next step on
   */
  nextStepOn?: string | null;
  /**
   * Products
   *
   * @maxItems 500
   */
  products?: string[] | null;
  /**
   * Competitors
   *
   * @maxItems 50
   */
  competitors?: string[] | null;
  /**
   * Reason for losing
   */
  lostReason?:
    'price' | 'competitor' | 'noBudget' | 'noDecision' | 'timing' | 'features' | 'relationship' | 'other' | null;
  /**
   * Comment on the loss
   */
  lostComment?: string | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * ID
   */
  id?: string;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Changes to Opportunity.
 */
export interface OpportunityUpdate {
  /**
   * Name
   */
  name?: string;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Main contact
   */
  contact?: string | null;
  /**
   * People involved. Everybody on the customer's side who takes part in the decision.
   *
   * @maxItems 500
   */
  contacts?: string[] | null;
  /**
   * Stage
   */
  stage?: 'qualification' | 'needsAnalysis' | 'proposal' | 'negotiation' | 'won' | 'lost';
  /**
   * Type
   */
  type?: 'newBusiness' | 'expansion' | 'renewal' | 'replacement' | null;
  /**
   * Amount
   */
  amount?: number | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate?: number;
  /**
   * Probability
   */
  probability?: number;
  /**
   * Forecast
   */
  forecast?: 'pipeline' | 'bestCase' | 'commit' | 'omitted' | null;
  /**
   * Close date. The day on which you expect the decision; for a won or lost opportunity, the day on which it fell.
   */
  closeDate?: string | null;
  /**
   * Source
   */
  source?:
    | 'website'
    | 'referral'
    | 'exhibition'
    | 'seminar'
    | 'advertising'
    | 'social'
    | 'coldCall'
    | 'partner'
    | 'other'
    | null;
  /**
   * Next step
   */
  nextStep?: string | null;
  /**
   * Next step on
   */
  nextStepOn?: string | null;
  /**
   * Products
   *
   * @maxItems 500
   */
  products?: string[] | null;
  /**
   * Competitors
   *
   * @maxItems 50
   */
  competitors?: string[] | null;
  /**
   * Reason for losing
   */
  lostReason?:
    'price' | 'competitor' | 'noBudget' | 'noDecision' | 'timing' | 'features' | 'relationship' | 'other' | null;
  /**
   * Comment on the loss
   */
  lostComment?: string | null;
  /**
   * Description
   */
  description?: string | null;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Order, as it is read.
 */
export interface Order {
  /**
   * Number
   */
  number: string | null;
  /**
   * Status
   */
  status: 'draft' | 'confirmed' | 'paid' | 'shipped' | 'completed' | 'cancelled' | 'refunded';
  /**
   * Account
   */
  account: string | null;
  /**
   * Contact
   */
  contact: string | null;
  /**
   * Opportunity
   */
  opportunity: string | null;
  /**
   * Quote
   */
  quote: string | null;
  /**
   * Customer's reference. Number of the customer's own purchase order.
   */
  customerReference: string | null;
  /**
   * Channel
   */
  channel: 'sales' | 'online' | 'store' | 'phone' | 'partner' | null;
  /**
   * Ordered on
   */
  orderedOn: string | null;
  /**
   * Delivery due
   */
  deliverOn: string | null;
  /**
   * Paid on
   */
  paidOn: string | null;
  /**
   * Shipped on
   */
  shippedOn: string | null;
  /**
   * Completed on
   */
  completedOn: string | null;
  /**
   * Currency
   */
  currency: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate: number;
  /**
   * Subtotal. Sum of the line items after discount, without tax.
   */
  subtotal: number | null;
  /**
   * Tax
   */
  taxAmount: number | null;
  /**
   * Shipping
   */
  shipping: number | null;
  /**
   * Total
   */
  total: number | null;
  /**
   * Total in CNY
   */
  baseTotal: number | null;
  /**
   * Payment terms
   */
  paymentTerms: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Payment method
   */
  paymentMethod: 'bankTransfer' | 'card' | 'wechatPay' | 'alipay' | 'cash' | 'other' | null;
  /**
   * Carrier
   */
  carrier: string | null;
  /**
   * Tracking number
   */
  trackingNumber: string | null;
  /**
   * Billing address
   */
  billingAddress: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Reason
   */
  cancelReason:
    'changedMind' | 'price' | 'outOfStock' | 'delivery' | 'defective' | 'wrongItem' | 'duplicate' | 'other' | null;
  /**
   * Notes
   */
  description: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
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
  /**
   * Owner
   */
  ownerId: string | null;
}

/**
 * Order, as it is created.
 */
export interface OrderCreate {
  /**
   * Status
   */
  status?: 'draft' | 'confirmed' | 'paid' | 'shipped' | 'completed' | 'cancelled' | 'refunded' | null;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Contact
   */
  contact?: string | null;
  /**
   * Opportunity
   */
  opportunity?: string | null;
  /**
   * Quote
   */
  quote?: string | null;
  /**
   * Customer's reference. Number of the customer's own purchase order.
   */
  customerReference?: string | null;
  /**
   * Channel
   */
  channel?: 'sales' | 'online' | 'store' | 'phone' | 'partner' | null;
  /**
   * Ordered on
   */
  orderedOn?: string | null;
  /**
   * Delivery due
   */
  deliverOn?: string | null;
  /**
   * Paid on
   */
  paidOn?: string | null;
  /**
   * Shipped on
   */
  shippedOn?: string | null;
  /**
   * Completed on
   */
  completedOn?: string | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD' | null;
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate?: number | null;
  /**
   * Line items
   *
   * @maxItems 500
   */
  lines?:
    | {
        /**
         * Product
         */
        product?: string | null;
        /**
         * Item. The text printed on the order.
         */
        name?: string | null;
        /**
         * Quantity
         */
        quantity?: number | null;
        /**
         * Unit
         */
        unit?: string | null;
        /**
         * Unit price
         */
        unitPrice?: number | null;
        /**
         * Discount
         */
        discount?: number | null;
        /**
         * Amount off. Off the whole line, after the discount in percent.
         */
        discountAmount?: number | null;
        /**
         * Tax rate
         */
        taxRate?: number | null;
        /**
         * Description
         */
        description?: string | null;
        /**
         * ID
         */
        id?: string;
      }[]
    | null;
  /**
   * Shipping
   */
  shipping?: number | null;
  /**
   * Payment terms
   */
  paymentTerms?: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Payment method
   */
  paymentMethod?: 'bankTransfer' | 'card' | 'wechatPay' | 'alipay' | 'cash' | 'other' | null;
  /**
   * Carrier
   */
  carrier?: string | null;
  /**
   * Tracking number
   */
  trackingNumber?: string | null;
  /**
   * Billing address
   */
  billingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Reason
   */
  cancelReason?:
    'changedMind' | 'price' | 'outOfStock' | 'delivery' | 'defective' | 'wrongItem' | 'duplicate' | 'other' | null;
  /**
   * Notes
   */
  description?: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * ID
   */
  id?: string;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Changes to Order.
 */
export interface OrderUpdate {
  /**
   * Status
   */
  status?: 'draft' | 'confirmed' | 'paid' | 'shipped' | 'completed' | 'cancelled' | 'refunded';
  /**
   * Account
   */
  account?: string | null;
  /**
   * Contact
   */
  contact?: string | null;
  /**
   * Opportunity
   */
  opportunity?: string | null;
  /**
   * Quote
   */
  quote?: string | null;
  /**
   * Customer's reference. Number of the customer's own purchase order.
   */
  customerReference?: string | null;
  /**
   * Channel
   */
  channel?: 'sales' | 'online' | 'store' | 'phone' | 'partner' | null;
  /**
   * Ordered on
   */
  orderedOn?: string | null;
  /**
   * Delivery due
   */
  deliverOn?: string | null;
  /**
   * Paid on
   */
  paidOn?: string | null;
  /**
   * Shipped on
   */
  shippedOn?: string | null;
  /**
   * Completed on
   */
  completedOn?: string | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate?: number;
  /**
   * Line items
   *
   * @maxItems 500
   */
  lines?:
    | {
        /**
         * Product
         */
        product?: string | null;
        /**
         * Item. The text printed on the order.
         */
        name?: string | null;
        /**
         * Quantity
         */
        quantity?: number;
        /**
         * Unit
         */
        unit?: string | null;
        /**
         * Unit price
         */
        unitPrice?: number;
        /**
         * Discount
         */
        discount?: number;
        /**
         * Amount off. Off the whole line, after the discount in percent.
         */
        discountAmount?: number;
        /**
         * Tax rate
         */
        taxRate?: number;
        /**
         * Description
         */
        description?: string | null;
        /**
         * ID
         */
        id?: string;
      }[]
    | null;
  /**
   * Shipping
   */
  shipping?: number | null;
  /**
   * Payment terms
   */
  paymentTerms?: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Payment method
   */
  paymentMethod?: 'bankTransfer' | 'card' | 'wechatPay' | 'alipay' | 'cash' | 'other' | null;
  /**
   * Carrier
   */
  carrier?: string | null;
  /**
   * Tracking number
   */
  trackingNumber?: string | null;
  /**
   * Billing address
   */
  billingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Reason
   */
  cancelReason?:
    'changedMind' | 'price' | 'outOfStock' | 'delivery' | 'defective' | 'wrongItem' | 'duplicate' | 'other' | null;
  /**
   * Notes
   */
  description?: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Order line, as it is read.
 */
export interface OrderLine {
  /**
   * Order
   */
  order: string;
  /**
   * Product
   */
  product: string | null;
  /**
   * Item. The text printed on the order.
   */
  name: string | null;
  /**
   * Quantity
   */
  quantity: number;
  /**
   * Unit
   */
  unit: string | null;
  /**
   * Currency
   */
  currency: string | null;
  /**
   * Unit price
   */
  unitPrice: number;
  /**
   * Discount
   */
  discount: number;
  /**
   * Amount off. Off the whole line, after the discount in percent.
   */
  discountAmount: number;
  /**
   * Tax rate
   */
  taxRate: number;
  /**
   * Total. After discount, without tax.
   */
  lineTotal: number | null;
  /**
   * Tax
   */
  taxAmount: number | null;
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
 * Order line, as it is created.
 */
export interface OrderLineCreate {
  /**
   * Order
   */
  order: string;
  /**
   * Product
   */
  product?: string | null;
  /**
   * Item. The text printed on the order.
   */
  name?: string | null;
  /**
   * Quantity
   */
  quantity?: number | null;
  /**
   * Unit
   */
  unit?: string | null;
  /**
   * Unit price
   */
  unitPrice?: number | null;
  /**
   * Discount
   */
  discount?: number | null;
  /**
   * Amount off. Off the whole line, after the discount in percent.
   */
  discountAmount?: number | null;
  /**
   * Tax rate
   */
  taxRate?: number | null;
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
 * Changes to Order line.
 */
export interface OrderLineUpdate {
  /**
   * Order
   */
  order?: string;
  /**
   * Product
   */
  product?: string | null;
  /**
   * Item. The text printed on the order.
   */
  name?: string | null;
  /**
   * Quantity
   */
  quantity?: number;
  /**
   * Unit
   */
  unit?: string | null;
  /**
   * Unit price
   */
  unitPrice?: number;
  /**
   * Discount
   */
  discount?: number;
  /**
   * Amount off. Off the whole line, after the discount in percent.
   */
  discountAmount?: number;
  /**
   * Tax rate
   */
  taxRate?: number;
  /**
   * Description
   */
  description?: string | null;
}

/**
 * Product, as it is read.
 */
export interface Product {
  /**
   * Name
   */
  name: string;
  /**
   * SKU. Your article number. Each exists once.
   */
  sku: string | null;
  /**
   * Category
   */
  category: 'device' | 'accessory' | 'software' | 'subscription' | 'service' | 'training' | null;
  /**
   * Active
   */
  active: boolean;
  /**
   * Billing
   */
  billing: 'oneTime' | 'monthly' | 'yearly' | 'usage' | null;
  /**
   * Unit
   */
  unit: string | null;
  /**
   * List price
   */
  price: number | null;
  /**
   * Cost
   */
  cost: number | null;
  /**
   * Currency
   */
  currency: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Tax rate
   */
  taxRate: number | null;
  /**
   * Margin. Share of the list price that remains after cost, in percent.
   */
  margin: number | null;
  /**
   * Stock
   */
  stock: number | null;
  /**
   * Warranty
   */
  warranty: string | null;
  /**
   * Colour. Marks the product in charts and calendars.
   */
  color: string | null;
  /**
   * Pictures
   *
   * @maxItems 20
   */
  images:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Data sheets
   *
   * @maxItems 20
   */
  datasheets:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Website
   */
  website: string | null;
  /**
   * Launched on
   */
  launchedOn: string | null;
  /**
   * Discontinued on
   */
  discontinuedOn: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags: string[] | null;
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
 * Product, as it is created.
 */
export interface ProductCreate {
  /**
   * Name
   */
  name: string;
  /**
   * SKU. Your article number. Each exists once.
   */
  sku?: string | null;
  /**
   * Category
   */
  category?: 'device' | 'accessory' | 'software' | 'subscription' | 'service' | 'training' | null;
  /**
   * Active
   */
  active?: boolean | null;
  /**
   * Billing
   */
  billing?: 'oneTime' | 'monthly' | 'yearly' | 'usage' | null;
  /**
   * Unit
   */
  unit?: string | null;
  /**
   * List price
   */
  price?: number | null;
  /**
   * Cost
   */
  cost?: number | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD' | null;
  /**
   * Tax rate
   */
  taxRate?: number | null;
  /**
   * Stock
   */
  stock?: number | null;
  /**
   * Warranty
   */
  warranty?: string | null;
  /**
   * Colour. Marks the product in charts and calendars.
   */
  color?: string | null;
  /**
   * Pictures
   *
   * @maxItems 20
   */
  images?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Data sheets
   *
   * @maxItems 20
   */
  datasheets?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Website
   */
  website?: string | null;
  /**
   * Launched on
   */
  launchedOn?: string | null;
  /**
   * Discontinued on
   */
  discontinuedOn?: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
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
 * Changes to Product.
 */
export interface ProductUpdate {
  /**
   * Name
   */
  name?: string;
  /**
   * SKU. Your article number. Each exists once.
   */
  sku?: string | null;
  /**
   * Category
   */
  category?: 'device' | 'accessory' | 'software' | 'subscription' | 'service' | 'training' | null;
  /**
   * Active
   */
  active?: boolean;
  /**
   * Billing
   */
  billing?: 'oneTime' | 'monthly' | 'yearly' | 'usage' | null;
  /**
   * Unit
   */
  unit?: string | null;
  /**
   * List price
   */
  price?: number | null;
  /**
   * Cost
   */
  cost?: number | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Tax rate
   */
  taxRate?: number | null;
  /**
   * Stock
   */
  stock?: number | null;
  /**
   * Warranty
   */
  warranty?: string | null;
  /**
   * Colour. Marks the product in charts and calendars.
   */
  color?: string | null;
  /**
   * Pictures
   *
   * @maxItems 20
   */
  images?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Data sheets
   *
   * @maxItems 20
   */
  datasheets?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Website
   */
  website?: string | null;
  /**
   * Launched on
   */
  launchedOn?: string | null;
  /**
   * Discontinued on
   */
  discontinuedOn?: string | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Description
   */
  description?: string | null;
}

/**
 * Quote, as it is read.
 */
export interface Quote {
  /**
   * Number
   */
  number: string | null;
  /**
   * Name
   */
  name: string;
  /**
   * Opportunity
   */
  opportunity: string | null;
  /**
   * Account
   */
  account: string | null;
  /**
   * Contact
   */
  contact: string | null;
  /**
   * Status
   */
  status: 'draft' | 'inApproval' | 'approved' | 'sent' | 'accepted' | 'declined' | 'expired';
  /**
   * Issued on
   */
  issuedOn: string | null;
  /**
   * Valid until
   */
  validUntil: string | null;
  /**
   * Accepted on
   */
  acceptedOn: string | null;
  /**
   * Currency
   */
  currency: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate: number;
  /**
   * Subtotal. Sum of the line items after discount, without tax.
   */
  subtotal: number | null;
  /**
   * Tax
   */
  taxAmount: number | null;
  /**
   * Shipping
   */
  shipping: number | null;
  /**
   * Total
   */
  total: number | null;
  /**
   * Payment terms
   */
  paymentTerms: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Delivery time
   */
  deliveryTime: string | null;
  /**
   * Billing address
   */
  billingAddress: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Terms
   */
  terms: string | null;
  /**
   * Reason for declining
   */
  declineReason: 'price' | 'terms' | 'competitor' | 'postponed' | 'other' | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
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
  /**
   * Owner
   */
  ownerId: string | null;
}

/**
 * Quote, as it is created.
 */
export interface QuoteCreate {
  /**
   * Name
   */
  name: string;
  /**
   * Opportunity
   */
  opportunity?: string | null;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Contact
   */
  contact?: string | null;
  /**
   * Status
   */
  status?: 'draft' | 'inApproval' | 'approved' | 'sent' | 'accepted' | 'declined' | 'expired' | null;
  /**
   * Issued on
   */
  issuedOn?: string | null;
  /**
   * Valid until
   */
  validUntil?: string | null;
  /**
   * Accepted on
   */
  acceptedOn?: string | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD' | null;
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate?: number | null;
  /**
   * Line items
   *
   * @maxItems 500
   */
  lines?:
    | {
        /**
         * Product
         */
        product?: string | null;
        /**
         * Item. The text printed on the quote.
         */
        name?: string | null;
        /**
         * Quantity
         */
        quantity?: number | null;
        /**
         * Unit
         */
        unit?: string | null;
        /**
         * Unit price
         */
        unitPrice?: number | null;
        /**
         * Discount
         */
        discount?: number | null;
        /**
         * Tax rate
         */
        taxRate?: number | null;
        /**
         * Description
         */
        description?: string | null;
        /**
         * ID
         */
        id?: string;
      }[]
    | null;
  /**
   * Shipping
   */
  shipping?: number | null;
  /**
   * Payment terms
   */
  paymentTerms?: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Delivery time
   */
  deliveryTime?: string | null;
  /**
   * Billing address
   */
  billingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Terms
   */
  terms?: string | null;
  /**
   * Reason for declining
   */
  declineReason?: 'price' | 'terms' | 'competitor' | 'postponed' | 'other' | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * ID
   */
  id?: string;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Changes to Quote.
 */
export interface QuoteUpdate {
  /**
   * Name
   */
  name?: string;
  /**
   * Opportunity
   */
  opportunity?: string | null;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Contact
   */
  contact?: string | null;
  /**
   * Status
   */
  status?: 'draft' | 'inApproval' | 'approved' | 'sent' | 'accepted' | 'declined' | 'expired';
  /**
   * Issued on
   */
  issuedOn?: string | null;
  /**
   * Valid until
   */
  validUntil?: string | null;
  /**
   * Accepted on
   */
  acceptedOn?: string | null;
  /**
   * Currency
   */
  currency?: 'CNY' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'HKD' | 'SGD' | 'AUD';
  /**
   * Exchange rate. Value of one unit of the currency in CNY, the currency in which totals are reported.
   */
  exchangeRate?: number;
  /**
   * Line items
   *
   * @maxItems 500
   */
  lines?:
    | {
        /**
         * Product
         */
        product?: string | null;
        /**
         * Item. The text printed on the quote.
         */
        name?: string | null;
        /**
         * Quantity
         */
        quantity?: number;
        /**
         * Unit
         */
        unit?: string | null;
        /**
         * Unit price
         */
        unitPrice?: number;
        /**
         * Discount
         */
        discount?: number;
        /**
         * Tax rate
         */
        taxRate?: number;
        /**
         * Description
         */
        description?: string | null;
        /**
         * ID
         */
        id?: string;
      }[]
    | null;
  /**
   * Shipping
   */
  shipping?: number | null;
  /**
   * Payment terms
   */
  paymentTerms?: 'prepaid' | 'onDelivery' | 'net15' | 'net30' | 'net60' | 'net90' | 'instalments' | null;
  /**
   * Delivery time
   */
  deliveryTime?: string | null;
  /**
   * Billing address
   */
  billingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Shipping address
   */
  shippingAddress?: {
    country?: string;
    region?: string;
    city?: string;
    district?: string;
    street?: string;
    street2?: string;
    postalCode?: string;
  } | null;
  /**
   * Terms
   */
  terms?: string | null;
  /**
   * Reason for declining
   */
  declineReason?: 'price' | 'terms' | 'competitor' | 'postponed' | 'other' | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Line item, as it is read.
 */
export interface QuoteLine {
  /**
   * Quote
   */
  quote: string;
  /**
   * Product
   */
  product: string | null;
  /**
   * Item. The text printed on the quote.
   */
  name: string | null;
  /**
   * Quantity
   */
  quantity: number;
  /**
   * Unit
   */
  unit: string | null;
  /**
   * Currency
   */
  currency: string | null;
  /**
   * Unit price
   */
  unitPrice: number;
  /**
   * Discount
   */
  discount: number;
  /**
   * Tax rate
   */
  taxRate: number;
  /**
   * Total. After discount, without tax.
   */
  lineTotal: number | null;
  /**
   * Tax
   */
  taxAmount: number | null;
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
 * Line item, as it is created.
 */
export interface QuoteLineCreate {
  /**
   * Quote
   */
  quote: string;
  /**
   * Product
   */
  product?: string | null;
  /**
   * Item. The text printed on the quote.
   */
  name?: string | null;
  /**
   * Quantity
   */
  quantity?: number | null;
  /**
   * Unit
   */
  unit?: string | null;
  /**
   * Unit price
   */
  unitPrice?: number | null;
  /**
   * Discount
   */
  discount?: number | null;
  /**
   * Tax rate
   */
  taxRate?: number | null;
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
 * Changes to Line item.
 */
export interface QuoteLineUpdate {
  /**
   * Quote
   */
  quote?: string;
  /**
   * Product
   */
  product?: string | null;
  /**
   * Item. The text printed on the quote.
   */
  name?: string | null;
  /**
   * Quantity
   */
  quantity?: number;
  /**
   * Unit
   */
  unit?: string | null;
  /**
   * Unit price
   */
  unitPrice?: number;
  /**
   * Discount
   */
  discount?: number;
  /**
   * Tax rate
   */
  taxRate?: number;
  /**
   * Description
   */
  description?: string | null;
}

/**
 * Ticket, as it is read.
 */
export interface Ticket {
  /**
   * Number
   */
  number: string | null;
  /**
   * Subject
   */
  subject: string;
  /**
   * Description
   */
  description: string | null;
  /**
   * Status
   */
  status: 'new' | 'open' | 'waiting' | 'onHold' | 'resolved' | 'closed';
  /**
   * Priority
   */
  priority: 'low' | 'normal' | 'high' | 'urgent';
  /**
   * Type
   */
  type: 'question' | 'problem' | 'request' | 'complaint' | 'feedback';
  /**
   * Channel
   */
  channel: 'phone' | 'email' | 'web' | 'chat' | 'wechat' | 'social' | 'inPerson' | null;
  /**
   * Account
   */
  account: string | null;
  /**
   * Contact
   */
  contact: string | null;
  /**
   * Product
   */
  product: string | null;
  /**
   * Serial number
   */
  serialNumber: string | null;
  /**
   * Assignee
   */
  assignee: string | null;
  /**
   * Due at. When the solution is promised, as the service level agreement says.
   */
  dueAt: string | null;
  /**
   * First response at
   */
  firstResponseAt: string | null;
  /**
   * Resolved at
   */
  resolvedAt: string | null;
  /**
   * Time spent
   */
  timeSpent: string | null;
  /**
   * Escalated
   */
  escalated: boolean | null;
  /**
   * Reason for escalation
   */
  escalationReason: string | null;
  /**
   * Root cause
   */
  rootCause:
    | 'product'
    | 'installation'
    | 'configuration'
    | 'operation'
    | 'network'
    | 'documentation'
    | 'delivery'
    | 'other'
    | null;
  /**
   * Resolution
   */
  resolution: string | null;
  /**
   * Helpful articles
   *
   * @maxItems 500
   */
  articles: string[] | null;
  /**
   * Satisfaction. The customer's verdict, from one to five stars.
   */
  satisfaction: number | null;
  /**
   * Comment of the customer
   */
  satisfactionComment: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags: string[] | null;
  /**
   * Overdue
   */
  overdue: boolean | null;
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
  /**
   * Owner
   */
  ownerId: string | null;
}

/**
 * Ticket, as it is created.
 */
export interface TicketCreate {
  /**
   * Subject
   */
  subject: string;
  /**
   * Description
   */
  description?: string | null;
  /**
   * Status
   */
  status?: 'new' | 'open' | 'waiting' | 'onHold' | 'resolved' | 'closed' | null;
  /**
   * Priority
   */
  priority?: 'low' | 'normal' | 'high' | 'urgent' | null;
  /**
   * Type
   */
  type?: 'question' | 'problem' | 'request' | 'complaint' | 'feedback' | null;
  /**
   * Channel
   */
  channel?: 'phone' | 'email' | 'web' | 'chat' | 'wechat' | 'social' | 'inPerson' | null;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Contact
   */
  contact?: string | null;
  /**
   * Product
   */
  product?: string | null;
  /**
   * Serial number
   */
  serialNumber?: string | null;
  /**
   * Assignee
   */
  assignee?: string | null;
  /**
   * Due at. When the solution is promised, as the service level agreement says.
   */
  dueAt?: string | null;
  /**
   * First response at
   */
  firstResponseAt?: string | null;
  /**
   * Resolved at
   */
  resolvedAt?: string | null;
  /**
   * Time spent
   */
  timeSpent?: string | null;
  /**
   * Escalated
   */
  escalated?: boolean | null;
  /**
   * Reason for escalation
   */
  escalationReason?: string | null;
  /**
   * Root cause
   */
  rootCause?:
    | 'product'
    | 'installation'
    | 'configuration'
    | 'operation'
    | 'network'
    | 'documentation'
    | 'delivery'
    | 'other'
    | null;
  /**
   * Resolution
   */
  resolution?: string | null;
  /**
   * Helpful articles
   *
   * @maxItems 500
   */
  articles?: string[] | null;
  /**
   * Satisfaction. The customer's verdict, from one to five stars.
   */
  satisfaction?: number | null;
  /**
   * Comment of the customer
   */
  satisfactionComment?: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * ID
   */
  id?: string;
  /**
   * Owner
   */
  ownerId?: string | null;
}

/**
 * Changes to Ticket.
 */
export interface TicketUpdate {
  /**
   * Subject
   */
  subject?: string;
  /**
   * Description
   */
  description?: string | null;
  /**
   * Status
   */
  status?: 'new' | 'open' | 'waiting' | 'onHold' | 'resolved' | 'closed';
  /**
   * Priority
   */
  priority?: 'low' | 'normal' | 'high' | 'urgent';
  /**
   * Type
   */
  type?: 'question' | 'problem' | 'request' | 'complaint' | 'feedback';
  /**
   * Channel
   */
  channel?: 'phone' | 'email' | 'web' | 'chat' | 'wechat' | 'social' | 'inPerson' | null;
  /**
   * Account
   */
  account?: string | null;
  /**
   * Contact
   */
  contact?: string | null;
  /**
   * Product
   */
  product?: string | null;
  /**
   * Serial number
   */
  serialNumber?: string | null;
  /**
   * Assignee
   */
  assignee?: string | null;
  /**
   * Due at. When the solution is promised, as the service level agreement says.
   */
  dueAt?: string | null;
  /**
   * First response at
   */
  firstResponseAt?: string | null;
  /**
   * Resolved at
   */
  resolvedAt?: string | null;
  /**
   * Time spent
   */
  timeSpent?: string | null;
  /**
   * Escalated
   */
  escalated?: boolean | null;
  /**
   * Reason for escalation
   */
  escalationReason?: string | null;
  /**
   * Root cause
   */
  rootCause?:
    | 'product'
    | 'installation'
    | 'configuration'
    | 'operation'
    | 'network'
    | 'documentation'
    | 'delivery'
    | 'other'
    | null;
  /**
   * Resolution
   */
  resolution?: string | null;
  /**
   * Helpful articles
   *
   * @maxItems 500
   */
  articles?: string[] | null;
  /**
   * Satisfaction. The customer's verdict, from one to five stars.
   */
  satisfaction?: number | null;
  /**
   * Comment of the customer
   */
  satisfactionComment?: string | null;
  /**
   * Attachments
   *
   * @maxItems 20
   */
  attachments?:
    | {
        id: string;
        name?: string;
        size?: number;
        type?: string;
      }[]
    | null;
  /**
   * Tags
   *
   * @maxItems 50
   */
  tags?: string[] | null;
  /**
   * Owner
   */
  ownerId?: string | null;
}
