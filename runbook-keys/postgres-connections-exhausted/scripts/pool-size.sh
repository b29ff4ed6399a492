# Makes the pool of the pooler half as large again, or as large as it was: sh pool-size.sh larger|back
umask 077
config="$EVIDENCE_DIR/pooler-config.txt"
if [ ! -s "$config" ]; then
  psql -XqAt -F ' ' -v ON_ERROR_STOP=1 > "$config.part" <<'SQL' || exit
\getenv url POOLER_ADMIN_URL
\connect :"url"
show config;
SQL
  mv "$config.part" "$config" || exit
fi
size=$(awk '$1 == "default_pool_size" { print $2 }' "$config")
[ "${size:-0}" -gt 0 ] || exit
[ "$1" = larger ] && size=$((size + size / 2 + 1))
printf '\\getenv url POOLER_ADMIN_URL\n\\connect :"url"\nset default_pool_size = %s;\n' "$size" |
  psql -XqAt -v ON_ERROR_STOP=1
