/// The parameters that programs write into Athena projects.
enum AthenaKeys {
  /// Whether Athena, Demeter or Larch is known to write a parameter of this name.
  static func isKnown(_ key: String) -> Bool {
    known.contains(key) || prefixes.contains { key.hasPrefix($0) }
  }

  /// Families of parameters of single tools, whose members changed from version to version.
  private static let prefixes = [
    "deg_", "diff_", "peak_", "lcf_", "sa_", "sta_", "xdi_", "is_", "update_", "edgewise_",
  ]

  private static let known: Set<String> = Set(
    """
    annotation atsym beamline beamline_identified bft_dr bft_rmax bft_rmin bft_rwindow bft_win bindtag bkg_algorithm \
    bkg_cl bkg_clamp1 bkg_clamp2 bkg_delta_eshift bkg_dk bkg_e0 bkg_e0_fraction bkg_eshift bkg_fitted_step bkg_fixstep \
    bkg_flatten bkg_fnorm bkg_formere0 bkg_former_e0 bkg_funnorm bkg_int bkg_kw bkg_kwindow bkg_nc0 bkg_nc1 bkg_nc2 \
    bkg_nc3 bkg_nclamp bkg_nnorm bkg_nor1 bkg_nor2 bkg_nvict bkg_pre1 bkg_pre2 bkg_rbkg bkg_slope bkg_spl1 bkg_spl1e \
    bkg_spl2 bkg_spl2e bkg_stan bkg_stan_lab bkg_step bkg_switch bkg_tie_e0 bkg_win bkg_z chi_column chi_string collided \
    columns daq datagroup datatype denominator detectors display edge en_str energy energy_string epsk epsr etruncate \
    fft_arbkw fft_dk fft_edge fft_kmax fft_kmin fft_kw fft_kwindow fft_pc fft_pcpath fft_pcpathgroup fft_pctype fft_win \
    file forcekey from_athena from_yaml frozen generated group i0 i0_scale i0_string importance inv label lasso_yvalue \
    line ln mark marked maxk merge_weight mu_str multiplier nidp nknots not_data npts numerator old_group original_label \
    peak plot_scale plot_yoffset plotkey plotspaces prjrecord project_marked provenance quenched quickmerge read_as_raw \
    rebinned recommended_kmax recordtype reference referencegroup refsame rmax_out signal_scale signal_string source tag \
    titles trouble tying unreadable valence xdifile xmax xmin xmu_string
    """.split(separator: " ").map(String.init))
}
