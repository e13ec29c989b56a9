/// The names of the official definitions: what is known to exist, also where it is not at hand.

/// The names in the official definitions v2026.01. Only so much is inside the program of those that it has no definition
/// of itself: that there is one.
enum OfficialNames {
  /// Application definitions, the contributed ones among them.
  static let applications = names(
    """
    afm apm apm_compositionspace_config apm_compositionspace_results apm_paraprobe_clusterer_config
    apm_paraprobe_clusterer_results apm_paraprobe_distancer_config apm_paraprobe_distancer_results
    apm_paraprobe_intersector_config apm_paraprobe_intersector_results apm_paraprobe_nanochem_config
    apm_paraprobe_nanochem_results apm_paraprobe_ranger_config apm_paraprobe_ranger_results
    apm_paraprobe_selector_config apm_paraprobe_selector_results apm_paraprobe_spatstat_config
    apm_paraprobe_spatstat_results apm_paraprobe_surfacer_config apm_paraprobe_surfacer_results
    apm_paraprobe_tessellator_config apm_paraprobe_tessellator_results apm_paraprobe_tool_config
    apm_paraprobe_tool_results archive arpes azint1d azint2d canSAS cxi_ptycho directtof dispersive_material
    ellipsometry em em_calorimetry fluo indirecttof iqproc iv_temp lauetof microstructure_kanapy_results
    microstructure_score_config microstructure_score_results monopd mpes mpes_arpes mx optical_spectroscopy
    raman refscan reftof sas sastof scan sensor_scan snsevent snshisto spe spm sqom stm stress sts stxm tas
    tofnpd tofraw tofsingle tomo tomophase tomoproc transmission xas xasproc xbase xeuler xkappa xlaue
    xlaueplate xnb xpcs xps xrd xrd_pan xrot
    """)
  /// Base classes, the contributed ones among them.
  static let classes = names(
    """
    aberration activity actuator amplifier aperture apm_charge_state_analysis apm_event_data apm_instrument
    apm_measurement apm_paraprobe_tool_common apm_paraprobe_tool_parameters apm_paraprobe_tool_process
    apm_ranging apm_reconstruction apm_simulation atom attenuator beam beam_splitter beam_stop
    beam_transfer_matrix_table bending_magnet calibration capillary cg_alpha_complex cg_cylinder cg_ellipsoid
    cg_face_list_data_structure cg_grid cg_half_edge_data_structure cg_hexahedron cg_parallelogram cg_point
    cg_polygon cg_polyhedron cg_polyline cg_primitive cg_roi cg_tetrahedron cg_triangle cg_unit_normal
    chemical_composition circuit cite collection collectioncolumn collimator component container
    coordinate_system corrector_cs crystal cs_computer cs_filter_boolean_mask cs_memory cs_prng cs_processor
    cs_profiling cs_profiling_event cs_storage csg cylindrical_geometry data deflector delocalization detector
    detector_channel detector_group detector_module disk_chopper dispersion dispersion_function
    dispersion_repeated_parameter dispersion_single_parameter dispersion_table distortion ebeam_column
    electromagnetic_lens electron_detector electronanalyzer electrostatic_kicker em_ebsd em_eds em_eels
    em_event_data em_img em_instrument em_interaction_volume em_measurement em_optical_system em_simulation
    energydispersion entry environment event_data fabrication fermi_chopper filter fit fit_function flipper
    fresnel_zone_plate geometry grating guide history ibeam_column image insertion_device instrument isocontour
    lockin log magnetic_kicker manipulator match_filter microstructure microstructure_feature microstructure_ipf
    microstructure_mtex_config microstructure_odf microstructure_pf microstructure_slip_system mirror moderator
    monitor monochromator note object off_geometry optical_fiber optical_lens optical_polarizer optical_window
    orientation parameters pdb peak phase phase_lock_loop pid_controller pinhole polarizer positioner process
    program pump quadric quadrupole_magnet rcs reflections region registration resolution roi_process root
    rotations sample sample_component scan_controller sensor separator shape similarity_grouping slit
    solenoid_magnet solid_geometry source spatial_filter spectrum spin_rotator spindispersion
    spm_bias_spectroscopy spm_cantilever spm_cantilever_config spm_cantilever_oscillator spm_piezo_config
    spm_piezo_sensor spm_piezoelectric_material spm_positioner spm_scan_control spm_scan_pattern spm_scan_region
    spm_temperature_sensor subentry subsampling_filter substance textlog transformations translation unit_cell
    user velocity_selector waveplate xraylens
    """)

  /// What to do where one is asked for and not at hand.
  static let cure =
    "Install the official definitions with `make deps`, or name a folder that has them with --definitions."

  /// The names stand without the NX that all of them begin with.
  private static func names(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { "NX" + $0 })
  }
}
