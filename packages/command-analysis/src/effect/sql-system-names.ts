/**
 * Names that the system's own relations, operators and types have in PostgreSQL 15, and relations of 16 to 18 besides.
 */

/** The columns of `pg_catalog`, `information_schema` and `pg_stat_statements`, and what functions of the system call theirs. */
export const SYSTEM_COLUMNS: ReadonlySet<string> =
  names(`abbrev access action_condition action_order action_orientation action_reference_new_row action_reference_new_table
   action_reference_old_row action_reference_old_table action_statement action_timing active active_pid active_time adbin
   address address_args address_names admin_option adnum adrelid aggcombinefn aggdeserialfn aggfinalextra aggfinalfn
   aggfinalmodify aggfnoid agginitval aggkind aggmfinalextra aggmfinalfn aggmfinalmodify aggminitval aggminvtransfn
   aggmtransfn aggmtransspace aggmtranstype aggnumdirectargs aggserialfn aggsortop aggtransfn aggtransspace aggtranstype
   alias allocated_size amhandler amname amopfamily amoplefttype amopmethod amopopr amoppurpose amoprighttype
   amopsortfamily amopstrategy amproc amprocfamily amproclefttype amprocnum amprocrighttype amtype analyze_count
   application_name applied apply_error_count archived_count as_locator attacl attalign attbyval attcacheoff attcollation
   attcompression attfdwoptions attgenerated atthasdef atthasmissing attidentity attinhcount attisdropped attislocal
   attlen attmissingval attname attnames attndims attnotnull attnum attoptions attrelid attribute_default attribute_name
   attribute_udt_catalog attribute_udt_name attribute_udt_schema attrs attstattarget attstorage atttypid atttypmod
   auth_method authorization_identifier autoanalyze_count autovacuum_count avg_width backend_start backend_type
   backend_xid backend_xmin backup_end_lsn backup_start_lsn backup_streamed backup_total baredesc barelabel
   base_frequency bits blk_read_time blk_write_time blks_exists blks_hit blks_read blks_written blks_zeroed
   block_distance blocks_done blocks_per_segment blocks_total boot_val bufferid buffers_alloc buffers_backend
   buffers_backend_fsync buffers_checkpoint buffers_clean buffers_written bytes_per_wal_segment bytes_processed
   bytes_total cache_size calls castcontext castfunc castmethod castsource casttarget catalog_name catalog_version_no
   catalog_xmin catcode catdesc category cfgname cfgnamespace cfgowner cfgparser change character_maximum_length
   character_octet_length character_repertoire character_set_catalog character_set_name character_set_schema
   character_value check_clause check_option checkpoint_lsn checkpoint_sync_time checkpoint_time checkpoint_write_time
   checkpoints_req checkpoints_timed checksum_failures checksum_last_failure child_tables_done child_tables_total cipher
   classid classoid client_addr client_dn client_hostname client_port client_serial cluster_index_relid cmax cmd cmin
   collation_catalog collation_name collation_schema collcollate collctype collection_type_identifier collencoding
   colliculocale collisdeterministic collname collnamespace collowner collprovider collversion column_default column_name
   command command_tag comment comments commit_action conbin condefault condeferrable condeferred conexclop
   confdelsetcols confdeltype conffeqop confirmed_flush_lsn confkey confl_bufferpin confl_deadlock confl_lock
   confl_snapshot confl_tablespace conflicting conflicts confmatchtype conforencoding confrelid confupdtype conindid
   coninhcount conislocal conkey conname connamespace conninfo connoinherit conowner conparentid conpfeqop conppeqop
   conproc conrelid constraint_catalog constraint_name constraint_schema constraint_type context contoencoding contype
   contypid convalidated correlation created creation creation_time ctid current_child_table_relid current_locker_pid
   custom_plans cycle cycle_option data data_page_checksum_version data_type database database_block_size datacl
   datallowconn datcollate datcollversion datconnlimit datctype datdba datetime_precision datfrozenxid daticulocale datid
   datistemplate datlocprovider datminmxid datname datoid dattablespace dbid dead_tuple_bytes deadlocks dealloc defaclacl
   defaclnamespace defaclobjtype defaclrole default_character_set_catalog default_character_set_name
   default_character_set_schema default_collate_catalog default_collate_name default_collate_schema default_version
   definition delay_time delete_rule dependencies dependent_column deptype description dictinitoption dictionaries
   dictionary dictname dictnamespace dictowner dicttemplate domain_catalog domain_default domain_name domain_schema
   dtd_identifier elem_count_histogram encoding encrypted end_lsn end_of_backup_record_required enforced enumlabel
   enumsortorder enumtypid enumvals error ev_action ev_class ev_enabled ev_qual ev_type event_manipulation
   event_object_catalog event_object_column event_object_schema event_object_table evictions evtenabled evtevent evtfoid
   evtname evtowner evttags expr exprs ext_stats_computed ext_stats_total extcondition extconfig extend_time extends
   external_id external_language external_name extname extnamespace extowner extra_desc extrelocatable extversion
   failed_count failover fastpath fdwacl fdwhandler fdwname fdwoptions fdwowner fdwvalidator feature_id feature_name
   file_name file_offset fkcols fktable float8_pass_by_value flush_lag flush_lsn flushed_lsn flushes
   foreign_data_wrapper_catalog foreign_data_wrapper_language foreign_data_wrapper_name foreign_server_catalog
   foreign_server_name foreign_server_type foreign_server_version foreign_table_catalog foreign_table_name
   foreign_table_schema form_of_use free_bytes free_chunks frequency from_sql fsync_time fsyncs ftoptions ftrelid
   ftserver full_page_writes funcid funcname generation_expression generic_plans gid granted grantee grantor grolist
   groname grosysid group_name gss_auth gss_authenticated gss_enc gss_princ hasindexes hasrules hastriggers heap_blks_hit
   heap_blks_read heap_blks_scanned heap_blks_total heap_blks_vacuumed heap_tuples_scanned heap_tuples_written
   histogram_bounds hit hits ident identity identity_cycle identity_generation identity_increment identity_maximum
   identity_minimum identity_start idle_in_transaction_time idx_blks_hit idx_blks_read idx_scan idx_tup_fetch
   idx_tup_read implementation_info_id implementation_info_name in_extension inactive_since increment increment_by
   indcheckxmin indclass indcollation index index_rebuild_count index_relid index_vacuum_count indexdef indexes_processed
   indexes_total indexname indexprs indexrelid indexrelname indimmediate indisclustered indisexclusion indislive
   indisprimary indisready indisreplident indisunique indisvalid indkey indnatts indnkeyatts indnullsnotdistinct
   indoption indpred indrelid inhdetachpending inherited inhparent inhrelid inhseqno initially_deferred initprivs
   installed installed_version integer_value interval_precision interval_type invalidation_reason io_depth is_array
   is_binary is_deferrable is_derived_reference_attribute is_deterministic is_dst is_final is_generated is_grantable
   is_holdable is_identity is_implicitly_invocable is_insertable_into is_instantiable is_instead is_null_call is_nullable
   is_opt is_result is_scrollable is_self_referencing is_supported is_temporary is_trigger_deletable
   is_trigger_insertable_into is_trigger_updatable is_typed is_udt_dependent is_updatable is_user_defined_cast
   is_verified_by isdir isdirty isleaf ispopulated issuer_dn jit_emission_count jit_emission_time jit_functions
   jit_generation_time jit_inlining_count jit_inlining_time jit_optimization_count jit_optimization_time key kinds label
   labelfile lanacl laninline lanispl lanname lanowner lanplcallfoid lanpltrusted lanvalidator large_object_chunk_size
   last_altered last_analyze last_archived_time last_archived_wal last_autoanalyze last_autovacuum last_failed_time
   last_failed_wal last_idx_scan last_msg_receipt_time last_msg_send_time last_seq_scan last_vacuum last_value
   latest_end_lsn latest_end_time leader_pid level lexeme lexemes library_name line_number local_blk_read_time
   local_blk_write_time local_blks_dirtied local_blks_hit local_blks_read local_blks_written local_id local_lsn
   lockers_done lockers_total locktype loid lomacl lomowner lsn map_name mapcfg mapdict mapseqno maptokentype
   match_option matviewname matviewowner max_data_alignment max_dead_tuple_bytes max_dead_tuples max_dynamic_result_sets
   max_exec_time max_identifier_length max_index_columns max_plan_time max_toast_chunk_size max_val max_value
   maximum_cardinality maximum_value maxwritten_clean mean_exec_time mean_plan_time member min_exec_time min_plan_time
   min_recovery_end_lsn min_recovery_end_timeline min_val min_value minimum_value minmax_stats_since mode modification
   module_catalog module_name module_schema most_common_base_freqs most_common_elem_freqs most_common_elems
   most_common_freqs most_common_val_nulls most_common_vals n_dead_tup n_distinct n_ins_since_vacuum n_live_tup
   n_mod_since_analyze n_tup_del n_tup_hot_upd n_tup_ins n_tup_newpage_upd n_tup_upd name ndoc nentry netmask
   new_savepoint_level newest_commit_ts_xid next_multi_offset next_multixact_id next_oid next_xid normal nspacl nspname
   nspowner null_frac nulls nulls_distinct num_dead_item_ids num_dead_tuples num_done num_requested num_timed numbackends
   numeric_precision numeric_precision_radix numeric_scale object object_args object_catalog object_identity object_name
   object_names object_schema object_type objid objname objnamespace objoid objsubid objtype off oid oldest_active_xid
   oldest_commit_ts_xid oldest_multi_dbid oldest_multi_xid oldest_xid oldest_xid_dbid op_bytes opcdefault opcfamily
   opcintype opckeytype opcmethod opcname opcnamespace opcowner opfmethod opfname opfnamespace opfowner oprcanhash
   oprcanmerge oprcode oprcom oprjoin oprkind oprleft oprname oprnamespace oprnegate oprowner oprrest oprresult oprright
   option_name option_value options ordering_category ordering_form ordering_routine_catalog ordering_routine_name
   ordering_routine_schema ordinal_position original owner ownerid pad_attribute page pageno paracl param1 param10
   param11 param12 param13 param14 param15 param16 param17 param18 param19 param2 param20 param3 param4 param5 param6
   param7 param8 param9 parameter_default parameter_mode parameter_name parameter_style parameter_types parent
   parentrelid parname partattrs partclass partcollation partdefid partexprs partitions_done partitions_total partnatts
   partrelid partstrat passwd path pending_restart permissive pg_control_last_modified pg_control_version pg_username
   phase pid pinning_backends pkcols pktable plans plugin pnnspid pnpubid polcmd policyname polname polpermissive polqual
   polrelid polroles polwithcheck position_in_unique_constraint positions prattrs prefetch prepare_time prepared
   prev_timeline_id principal privilege_type privtype proacl proallargtypes proargdefaults proargmodes proargnames
   proargtypes probin proconfig procost proisstrict prokind prolang proleakproof proname pronamespace pronargdefaults
   pronargs proowner proparallel proretset prorettype prorows prosecdef prosqlbody prosrc prosupport protrftypes
   provariadic provider provolatile prpubid prqual prrelid prsend prsheadline prslextype prsname prsnamespace prsstart
   prstoken puballtables pubdelete pubinsert pubname pubowner pubtruncate pubupdate pubviaroot qual query query_id
   query_start queryid read_bytes read_time reads receive_start_lsn receive_start_tli received_lsn received_tli redo_lsn
   redo_wal_file ref_dtd_identifier refclassid reference_generation reference_type refobjid refobjsubid relacl
   relallvisible relam relation relblocknumber relchecks reldatabase relfilenode relforcerowsecurity relforknumber
   relfrozenxid relhasindex relhasrules relhassubclass relhastriggers relid relispartition relispopulated relisshared
   relkind relminmxid relname relnamespace relnatts relocatable reloftype reloptions relowner relpages relpartbound
   relpersistence relreplident relrewrite relrowsecurity reltablespace reltoastrelid reltuples reltype remote_lsn
   replay_lag replay_lsn reply_time requires reset_val restart_lsn restartpoints_done restartpoints_req
   restartpoints_timed result_cast_as_locator result_cast_char_max_length result_cast_char_octet_length
   result_cast_char_set_catalog result_cast_char_set_name result_cast_char_set_schema result_cast_collation_catalog
   result_cast_collation_name result_cast_collation_schema result_cast_datetime_precision result_cast_dtd_identifier
   result_cast_from_data_type result_cast_interval_precision result_cast_interval_type result_cast_maximum_cardinality
   result_cast_numeric_precision result_cast_numeric_precision_radix result_cast_numeric_scale result_cast_scope_catalog
   result_cast_scope_name result_cast_scope_schema result_cast_type_udt_catalog result_cast_type_udt_name
   result_cast_type_udt_schema reuses rm_builtin rm_id rm_name rngcanonical rngcollation rngmultitypid rngsubdiff
   rngsubopc rngsubtype rngtypid roident rolbypassrls rolcanlogin rolconfig rolconnlimit rolcreatedb rolcreaterole
   role_name roleid roles rolinherit rolname rolpassword rolreplication rolsuper rolvaliduntil roname routine_body
   routine_catalog routine_definition routine_name routine_schema routine_type rowfilter rows rowsecurity rulename
   safe_wal_size sample_blks_scanned sample_blks_total schema schema_level_routine schema_name schema_owner schemaname
   scope_catalog scope_name scope_schema security_type self_referencing_column_name self_time sender_host sender_port
   sent_lsn seq_scan seq_tup_read seqcache seqcycle seqincrement seqmax seqmin seqno seqrelid seqstart seqtypid
   sequence_catalog sequence_name sequence_schema sequencename sequenceowner session_time sessions sessions_abandoned
   sessions_fatal sessions_killed setconfig setdatabase setrole setting shared_blk_read_time shared_blk_write_time
   shared_blks_dirtied shared_blks_hit shared_blks_read shared_blks_written short_desc size sizing_id sizing_name
   skip_fpw skip_init skip_new skip_rep slot_name slot_type slru_written source source_dtd_identifier sourcefile
   sourceline spcacl spcmapfile spcname spcoptions spcowner specific_catalog specific_name specific_schema spill_bytes
   spill_count spill_txns sql_data_access sql_path srrelid srsubid srsublsn srsubstate srvacl srvfdw srvid srvname
   srvoptions srvowner srvtype srvversion ssl ssl_client_dn ssl_client_serial ssl_issuer_dn sslbits sslcipher sslversion
   staattnum stacoll1 stacoll2 stacoll3 stacoll4 stacoll5 stadistinct stainherit stakind1 stakind2 stakind3 stakind4
   stakind5 stanullfrac stanumbers1 stanumbers2 stanumbers3 stanumbers4 stanumbers5 staop1 staop2 staop3 staop4 staop5
   starelid start_value state state_change statement statistics_name statistics_owner statistics_schemaname stats_reset
   stats_since status stavalues1 stavalues2 stavalues3 stavalues4 stavalues5 stawidth stddev_exec_time stddev_plan_time
   stream_bytes stream_count stream_txns stxddependencies stxdexpr stxdinherit stxdmcv stxdndistinct stxexprs stxkeys
   stxkind stxname stxnamespace stxoid stxowner stxrelid stxstattarget sub_feature_id sub_feature_name subbinary
   subconninfo subdbid subdisableonerr subenabled subid subname subowner subpublications subskiplsn subslotname substream
   subsynccommit subtwophasestate superuser supported_value sync_error_count sync_priority sync_state sync_time synced
   sys_name system_identifier table_catalog table_name table_schema table_type tablename tableoid tableowner tablespace
   tablespaces_streamed tablespaces_total target temp_blk_read_time temp_blk_write_time temp_blks_read temp_blks_written
   temp_bytes temp_files temporary tgargs tgattr tgconstraint tgconstrindid tgconstrrelid tgdeferrable tgenabled tgfoid
   tginitdeferred tgisinternal tgname tgnargs tgnewtable tgoldtable tgparentid tgqual tgrelid tgtype tidx_blks_hit
   tidx_blks_read timeline_id timestamp tmplinit tmpllexize tmplname tmplnamespace to_sql_specific_catalog
   to_sql_specific_name to_sql_specific_schema toast_blks_hit toast_blks_read token tokid toplevel total_analyze_time
   total_autoanalyze_time total_autovacuum_time total_bytes total_exec_time total_nblocks total_plan_time total_time
   total_txns total_vacuum_time transaction transactionid transform_type trffromsql trflang trftosql trftype
   trigger_catalog trigger_name trigger_schema truncates trusted tup_deleted tup_fetched tup_inserted tup_returned
   tup_updated tuple tuples_done tuples_excluded tuples_processed tuples_total two_phase two_phase_at typacl typalign
   typanalyze typarray typbasetype typbyval typcategory typcollation typdefault typdefaultbin typdelim type
   type_udt_catalog type_udt_name type_udt_schema typelem typinput typisdefined typispreferred typlen typmodin typmodout
   typname typnamespace typndims typnotnull typoutput typowner typreceive typrelid typsend typstorage typsubscript
   typtype typtypmod udt_catalog udt_name udt_schema umid umoptions umserver umuser unique_constraint_catalog
   unique_constraint_name unique_constraint_schema unit update_rule usagecount usebypassrls useconfig usecreatedb
   used_bytes usename user_defined_type_catalog user_defined_type_category user_defined_type_name
   user_defined_type_schema user_name userepl userid usesuper usesysid utc_offset vacuum_count value values valuntil
   vartype version view_catalog view_definition view_name view_schema viewname viewowner virtualtransaction virtualxid
   wait_event wait_event_type waitstart wal_block_size wal_buffers_full wal_bytes wal_distance wal_fpi wal_records
   wal_status wal_sync wal_sync_time wal_write wal_write_time weights with_check with_hierarchy word write_bytes
   write_lag write_lsn write_time writeback_time writebacks writes written_lsn xact_commit xact_rollback xact_start xid
   xmax xmin`)

/** Operators of `pg_catalog`. */
export const SYSTEM_OPERATORS: ReadonlySet<string> =
  names(`!! !~ !~* !~~ !~~* # ## #- #> #>> % & && &< &<| &> * *< *<= *<> *= *> *>= + - -> ->> -|- / < <-> << <<= <<| <= <> <@
   <^ = > >= >> >>= >^ ? ?# ?& ?- ?-| ?| ?|| @ @-@ @> @? @@ @@@ ^ ^@ | |&> |/ |>> || ||/ ~ ~* ~<=~ ~<~ ~= ~>=~ ~>~ ~~ ~~*`)

/** Types of `pg_catalog` that a value can be turned into. */
export const SYSTEM_TYPES: ReadonlySet<string> =
  names(`aclitem bit bool box bpchar bytea char cid cidr circle date datemultirange daterange float4 float8 gtsvector inet int2
   int2vector int4 int4multirange int4range int8 int8multirange int8range interval json jsonb jsonpath line lseg macaddr
   macaddr8 money name numeric nummultirange numrange oid oidvector path pg_brin_bloom_summary
   pg_brin_minmax_multi_summary pg_dependencies pg_lsn pg_mcv_list pg_ndistinct pg_node_tree pg_snapshot point polygon
   refcursor regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole
   regtype text tid time timestamp timestamptz timetz tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector
   txid_snapshot uuid varbit varchar xid xid8 xml`)

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
