/**
 * Names of systems. A line that names one which a pack does not know is about that system, however many words fit: too many
 * connections of MySQL are not those of PostgreSQL.
 */
export const SYSTEMS: ReadonlySet<string> = new Set(
  `
  mysql mariadb mongodb mongo oracle mssql sqlite cassandra dynamodb elasticsearch opensearch solr redis memcached clickhouse
  snowflake bigquery rabbitmq kafka activemq nats sqs
  jenkins gitlab github bitbucket circleci argocd helm terraform ansible vagrant docker kubernetes kubectl kubelet k8s
  slack discord telegram whatsapp teams zoom shopify paypal adyen braintree twilio sendgrid mailgun mailchimp hubspot salesforce
  zendesk jira confluence wordpress drupal magento
  s3 ec2 ssh sshd scp sftp ftp rsync git svn chmod sudo pip maven gradle cargo webpack vite
  react angular vue svelte jquery android ios iphone swift flutter unity windows macos excel outlook printer wifi bluetooth vpn
  camera
  `
    .trim()
    .split(/\s+/)
)
