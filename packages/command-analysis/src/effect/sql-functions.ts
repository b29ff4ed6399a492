/**
 * Functions that only compute or look, by name.
 */

/**
 * The functions of `pg_proc` in PostgreSQL 15 of which every form is immutable or stable: a promise that they change
 * nothing. Left out are those that only operators, indexes and input or output use.
 */
const STABLE = `abbrev abs acldefault aclexplode acos acosd acosh age area array_agg array_append array_cat array_dims array_eq
   array_fill array_ge array_gt array_le array_length array_lower array_lt array_ndims array_ne array_position
   array_positions array_prepend array_remove array_replace array_to_json array_to_string array_to_tsvector
   array_upper ascii asin asind asinh atan atan2 atan2d atand atanh avg bit bit_and bit_count bit_length
   bit_or bit_xor bool bool_and bool_or box box_above box_above_eq box_add box_below box_below_eq box_center
   box_contain_pt box_contained box_distance box_div box_eq box_ge box_gt box_intersect box_le box_left box_lt
   box_mul box_overabove box_overbelow box_overlap box_overleft box_overright box_right box_same box_sub bpchar
   bpchar_pattern_ge bpchar_pattern_gt bpchar_pattern_le bpchar_pattern_lt broadcast cardinality cash_div_cash
   cash_div_flt4 cash_div_flt8 cash_div_int2 cash_div_int4 cash_div_int8 cash_eq cash_ge cash_gt cash_le cash_lt
   cash_mi cash_mul_flt4 cash_mul_flt8 cash_mul_int2 cash_mul_int4 cash_mul_int8 cash_ne cash_words cbrt ceil
   ceiling center char char_length character_length chr cidr circle circle_above circle_add_pt circle_below
   circle_center circle_contain circle_contain_pt circle_contained circle_distance circle_div_pt circle_eq
   circle_ge circle_gt circle_le circle_left circle_lt circle_mul_pt circle_ne circle_overabove circle_overbelow
   circle_overlap circle_overleft circle_overright circle_right circle_same circle_sub_pt close_ls close_lseg
   close_pb close_pl close_ps close_sb col_description concat concat_ws convert convert_from convert_to corr
   cos cosd cosh cot cotd count covar_pop covar_samp cume_dist current_database current_schema current_schemas
   current_setting current_user database_to_xml database_to_xml_and_xmlschema database_to_xmlschema date
   date_bin date_eq date_eq_timestamp date_eq_timestamptz date_ge date_ge_timestamp date_ge_timestamptz date_gt
   date_gt_timestamp date_gt_timestamptz date_le date_le_timestamp date_le_timestamptz date_lt date_lt_timestamp
   date_lt_timestamptz date_mi date_mi_interval date_mii date_ne date_ne_timestamp date_ne_timestamptz date_part
   date_pl_interval date_pli date_trunc datemultirange daterange daterange_canonical daterange_subdiff datetime_pl
   datetimetz_pl decode degrees dense_rank dexp diagonal diameter dist_bp dist_bs dist_cpoint dist_cpoly dist_lp
   dist_ls dist_pathp dist_pb dist_pc dist_pl dist_polyc dist_polyp dist_ppath dist_ppoly dist_ps dist_sb dist_sl
   dist_sp div dlog1 dlog10 dround dtrunc elem_contained_by_multirange elem_contained_by_range encode enum_eq
   enum_first enum_ge enum_gt enum_last enum_le enum_lt enum_ne enum_range every exp extract factorial family
   first_value float4 float8 float8_combine float8_regr_combine floor flt4_mul_cash flt8_mul_cash fmgr_c_validator
   fmgr_internal_validator fmgr_sql_validator format format_type gcd generate_series generate_subscripts
   get_bit get_byte get_current_ts_config getdatabaseencoding getpgusername has_any_column_privilege
   has_column_privilege has_database_privilege has_foreign_data_wrapper_privilege has_function_privilege
   has_language_privilege has_parameter_privilege has_schema_privilege has_sequence_privilege has_server_privilege
   has_table_privilege has_tablespace_privilege has_type_privilege height host hostmask inet_client_addr
   inet_client_port inet_server_addr inet_server_port inetmi_int8 initcap int2 int2_avg_accum_inv int2_mul_cash
   int2int4_sum int4 int4_avg_accum_inv int4_avg_combine int4_mul_cash int4inc int4multirange int4range
   int4range_canonical int4range_subdiff int8 int8_mul_cash int8_sum int8dec int8dec_any int8multirange
   int8pl_inet int8range int8range_canonical int8range_subdiff integer_pl_date inter_lb inter_sb inter_sl
   interval interval_accum_inv interval_combine interval_div interval_eq interval_ge interval_gt interval_le
   interval_lt interval_mi interval_mul interval_ne interval_pl_date interval_pl_time interval_pl_timestamp
   interval_pl_timestamptz interval_pl_timetz interval_um is_normalized isclosed isempty isfinite ishorizontal
   isopen isparallel isperp isvertical json_agg json_array_element json_array_element_text json_array_elements
   json_array_elements_text json_array_length json_build_array json_build_object json_each json_each_text
   json_extract_path json_extract_path_text json_object json_object_agg json_object_field json_object_field_text
   json_object_keys json_populate_record json_populate_recordset json_strip_nulls json_to_record json_to_recordset
   json_to_tsvector json_typeof jsonb_agg jsonb_array_element jsonb_array_element_text jsonb_array_elements
   jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_concat jsonb_contained
   jsonb_contains jsonb_delete jsonb_delete_path jsonb_each jsonb_each_text jsonb_eq jsonb_exists jsonb_exists_all
   jsonb_exists_any jsonb_extract_path jsonb_extract_path_text jsonb_ge jsonb_gt jsonb_insert jsonb_le jsonb_lt
   jsonb_ne jsonb_object jsonb_object_agg jsonb_object_field jsonb_object_field_text jsonb_object_keys
   jsonb_path_exists jsonb_path_exists_opr jsonb_path_exists_tz jsonb_path_match jsonb_path_match_opr
   jsonb_path_match_tz jsonb_path_query jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first
   jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_recordset jsonb_pretty
   jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_to_tsvector jsonb_typeof
   justify_days justify_hours justify_interval lag last_value lcm lead left length like like_escape line line_distance
   line_eq line_horizontal line_interpt line_intersect line_parallel line_perp line_vertical ln log log10 lower
   lower_inc lower_inf lpad lseg lseg_center lseg_distance lseg_eq lseg_ge lseg_gt lseg_horizontal lseg_interpt
   lseg_intersect lseg_le lseg_length lseg_lt lseg_ne lseg_parallel lseg_perp lseg_vertical ltrim macaddr
   macaddr8 macaddr8_and macaddr8_eq macaddr8_ge macaddr8_gt macaddr8_le macaddr8_lt macaddr8_ne macaddr8_not
   macaddr8_or macaddr8_set7bit macaddr_and macaddr_eq macaddr_ge macaddr_gt macaddr_le macaddr_lt macaddr_ne
   macaddr_not macaddr_or make_date make_interval make_time make_timestamp make_timestamptz makeaclitem
   masklen max md5 min min_scale mod mode money mul_d_interval multirange multirange_adjacent_multirange
   multirange_adjacent_range multirange_after_multirange multirange_after_range multirange_before_multirange
   multirange_before_range multirange_contained_by_multirange multirange_contained_by_range multirange_contains_elem
   multirange_contains_multirange multirange_contains_range multirange_eq multirange_ge multirange_gt
   multirange_intersect multirange_le multirange_lt multirange_minus multirange_ne multirange_overlaps_multirange
   multirange_overlaps_range multirange_overleft_multirange multirange_overleft_range multirange_overright_multirange
   multirange_overright_range multirange_union mxid_age name nameconcatoid netmask network network_eq network_ge
   network_gt network_le network_lt network_ne network_overlap network_sub network_subeq network_sup normalize
   notlike now npoints nth_value ntile num_nonnulls num_nulls numeric numeric_abs numeric_add numeric_div
   numeric_div_trunc numeric_eq numeric_exp numeric_ge numeric_gt numeric_inc numeric_le numeric_ln numeric_log
   numeric_lt numeric_mod numeric_mul numeric_ne numeric_pl_pg_lsn numeric_power numeric_sqrt numeric_sub
   numeric_uminus numeric_uplus nummultirange numnode numrange numrange_subdiff obj_description octet_length
   oid oidvectortypes on_pb on_pl on_ppath on_ps on_sb on_sl overlaps overlay parse_ident path path_add
   path_add_pt path_contain_pt path_distance path_div_pt path_inter path_length path_mul_pt path_n_eq
   path_n_ge path_n_gt path_n_le path_n_lt path_npoints path_sub_pt pclose percent_rank percentile_cont
   percentile_disc pg_available_extension_versions pg_available_extensions pg_backend_pid pg_char_to_encoding
   pg_client_encoding pg_collation_for pg_collation_is_visible pg_column_compression pg_column_is_updatable
   pg_column_size pg_conf_load_time pg_config pg_conversion_is_visible pg_current_snapshot pg_current_xact_id
   pg_current_xact_id_if_assigned pg_cursor pg_describe_object pg_encoding_max_length pg_encoding_to_char
   pg_event_trigger_ddl_commands pg_event_trigger_dropped_objects pg_event_trigger_table_rewrite_oid
   pg_event_trigger_table_rewrite_reason pg_extension_update_paths pg_filenode_relation pg_function_is_visible
   pg_get_catalog_foreign_keys pg_get_constraintdef pg_get_expr pg_get_function_arg_default pg_get_function_arguments
   pg_get_function_identity_arguments pg_get_function_result pg_get_function_sqlbody pg_get_functiondef
   pg_get_indexdef pg_get_keywords pg_get_object_address pg_get_partition_constraintdef pg_get_partkeydef
   pg_get_publication_tables pg_get_replica_identity_index pg_get_replication_slots pg_get_ruledef
   pg_get_serial_sequence pg_get_statisticsobjdef pg_get_statisticsobjdef_columns pg_get_statisticsobjdef_expressions
   pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_has_role pg_identify_object pg_identify_object_as_address
   pg_index_column_has_property pg_index_has_property pg_indexam_has_property pg_indexam_progress_phasename
   pg_is_other_temp_schema pg_listening_channels pg_lsn pg_lsn_eq pg_lsn_ge pg_lsn_gt pg_lsn_le pg_lsn_lt
   pg_lsn_mi pg_lsn_mii pg_lsn_ne pg_lsn_pli pg_mcv_list_items pg_my_temp_schema pg_opclass_is_visible
   pg_operator_is_visible pg_opfamily_is_visible pg_options_to_table pg_partition_root pg_postmaster_start_time
   pg_prepared_statement pg_relation_filenode pg_relation_filepath pg_relation_is_publishable pg_relation_is_updatable
   pg_replication_origin_oid pg_sequence_parameters pg_settings_get_flags pg_show_all_settings pg_size_bytes
   pg_size_pretty pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin pg_statistics_obj_is_visible pg_table_is_visible
   pg_tablespace_databases pg_tablespace_location pg_timezone_abbrevs pg_timezone_names pg_trigger_depth
   pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible
   pg_typeof pg_visible_in_snapshot pg_wal_lsn_diff pg_walfile_name pg_walfile_name_offset phraseto_tsquery pi
   plainto_tsquery point point_above point_add point_below point_distance point_div point_eq point_horiz point_left
   point_mul point_ne point_right point_sub point_vert poly_above poly_below poly_center poly_contain poly_contain_pt
   poly_contained poly_distance poly_left poly_npoints poly_overabove poly_overbelow poly_overlap poly_overleft
   poly_overright poly_right poly_same polygon popen position postgresql_fdw_validator pow power pt_contained_circle
   pt_contained_poly querytree quote_ident quote_literal quote_nullable radians radius range_adjacent
   range_adjacent_multirange range_after range_after_multirange range_agg range_before range_before_multirange
   range_contained_by range_contained_by_multirange range_contains_elem range_contains_multirange range_eq range_ge
   range_gt range_intersect range_intersect_agg range_le range_lt range_merge range_minus range_ne range_overlaps
   range_overlaps_multirange range_overleft range_overleft_multirange range_overright range_overright_multirange
   range_union rank record_eq record_ge record_gt record_image_eq record_image_ge record_image_gt record_image_le
   record_image_lt record_image_ne record_le record_lt record_ne regclass regexp_count regexp_instr regexp_like
   regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr regr_avgx
   regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat replace reverse right
   round row_number row_security_active row_to_json rpad rtrim satisfies_hash_partition scale schema_to_xml
   schema_to_xml_and_xmlschema schema_to_xmlschema session_user set_bit set_byte set_masklen setweight sha224
   sha256 sha384 sha512 shobj_description sign similar_escape similar_to_escape sin sind sinh slope split_part sqrt
   starts_with statement_timestamp stddev stddev_pop stddev_samp string_agg string_to_array string_to_table strip
   strpos substr substring sum table_to_xml table_to_xml_and_xmlschema table_to_xmlschema tan tand tanh text text_ge
   text_gt text_le text_lt text_pattern_ge text_pattern_gt text_pattern_le text_pattern_lt textlen time time_eq
   time_ge time_gt time_le time_lt time_mi_interval time_mi_time time_ne time_pl_interval timedate_pl timestamp
   timestamp_eq timestamp_eq_date timestamp_eq_timestamptz timestamp_ge timestamp_ge_date timestamp_ge_timestamptz
   timestamp_gt timestamp_gt_date timestamp_gt_timestamptz timestamp_le timestamp_le_date timestamp_le_timestamptz
   timestamp_lt timestamp_lt_date timestamp_lt_timestamptz timestamp_mi timestamp_mi_interval timestamp_ne
   timestamp_ne_date timestamp_ne_timestamptz timestamp_pl_interval timestamptz timestamptz_eq timestamptz_eq_date
   timestamptz_eq_timestamp timestamptz_ge timestamptz_ge_date timestamptz_ge_timestamp timestamptz_gt
   timestamptz_gt_date timestamptz_gt_timestamp timestamptz_le timestamptz_le_date timestamptz_le_timestamp
   timestamptz_lt timestamptz_lt_date timestamptz_lt_timestamp timestamptz_mi timestamptz_mi_interval timestamptz_ne
   timestamptz_ne_date timestamptz_ne_timestamp timestamptz_pl_interval timetz timetz_eq timetz_ge timetz_gt
   timetz_le timetz_lt timetz_mi_interval timetz_ne timetz_pl_interval timetzdate_pl timezone to_ascii to_char
   to_date to_hex to_json to_jsonb to_number to_regclass to_regcollation to_regnamespace to_regoper to_regoperator
   to_regproc to_regprocedure to_regrole to_regtype to_timestamp to_tsquery to_tsvector transaction_timestamp
   translate trim_array trim_scale trunc ts_debug ts_delete ts_filter ts_headline ts_lexize ts_match_qv ts_match_tq
   ts_match_tt ts_match_vq ts_parse ts_rank ts_rank_cd ts_token_type tsmultirange tsq_mcontained tsq_mcontains
   tsquery_and tsquery_eq tsquery_ge tsquery_gt tsquery_le tsquery_lt tsquery_ne tsquery_not tsquery_or tsquery_phrase
   tsrange tsrange_subdiff tstzmultirange tstzrange tstzrange_subdiff tsvector_concat tsvector_eq tsvector_ge
   tsvector_gt tsvector_le tsvector_lt tsvector_ne tsvector_to_array txid_current txid_current_if_assigned
   txid_current_snapshot txid_snapshot_xip txid_snapshot_xmax txid_snapshot_xmin txid_visible_in_snapshot unistr
   unnest upper upper_inc upper_inf uuid_eq uuid_ge uuid_gt uuid_le uuid_lt uuid_ne var_pop var_samp varbit varchar
   variance version websearch_to_tsquery width width_bucket xid xml xml_is_well_formed xml_is_well_formed_content
   xml_is_well_formed_document xmlagg xmlcomment xmlexists xmlvalidate xpath xpath_exists`

/** Volatile, and yet without an effect that anybody else sees. */
const HARMLESS = `clock_timestamp currval gen_random_uuid lastval pg_blocking_pids pg_control_checkpoint pg_control_system
   pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_current_wal_lsn pg_database_size pg_indexes_size pg_is_in_recovery
   pg_is_wal_replay_paused pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_relation_size
   pg_show_all_settings pg_sleep pg_sleep_for pg_sleep_until pg_table_size pg_tablespace_size pg_total_relation_size
   random set_config timeofday txid_current_if_assigned pg_current_xact_id_if_assigned uuidv4 uuidv7 any_value
   json_array json_object json_arrayagg json_objectagg json_scalar json_serialize pg_stat_get_activity pg_lock_status`

/** All of them. */
export const READING_FUNCTIONS: ReadonlySet<string> = new Set(`${STABLE} ${HARMLESS}`.split(/\s+/))
