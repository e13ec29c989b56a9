/// Names as Igor takes them without quotation marks: a letter, then letters, digits and `_`, at most 31 characters;
/// upper and lower case are one; nothing that means something to Igor.

struct IgorNames {
  static let longest = 31
  private var taken: Set<String> = []
  private var next: [String: Int] = [:]

  /// A name near to the wanted one that was not given yet.
  mutating func claim(_ wanted: String) -> String {
    let base = Self.legal(wanted)
    if taken.insert(base.lowercased()).inserted { return base }
    var number = next[base.lowercased()] ?? 2
    while true {
      let ending = "_\(number)"
      let name = base.prefix(Self.longest - ending.count) + ending
      number += 1
      if taken.insert(name.lowercased()).inserted {
        next[base.lowercased()] = number
        return String(name)
      }
    }
  }

  /// A name with everything that Igor refuses replaced.
  static func legal(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_": result.unicodeScalars.append(scalar)
      default: result += "_"
      }
    }
    let isLetter = result.utf8.first.map { (0x41...0x5A).contains($0 & 0xDF) } ?? false
    if !isLetter { result = "w" + (result.hasPrefix("_") ? "" : "_") + result }
    if isReserved(result.lowercased()) { result += "_w" }
    return String(result.prefix(longest))
  }

  /// Whether Igor has a variable, a function, an operation or a word of its language of this name, in lower case.
  static func isReserved(_ name: String) -> Bool {
    // K0 to K19 and V_..., S_... are variables of Igor's own.
    if name.hasPrefix("k"), let number = Int(name.dropFirst()), number < 20 { return true }
    return name.hasPrefix("v_") || name.hasPrefix("s_") || reserved.contains(name)
  }

  private static let reserved: Set<String> = Set(
    """
    abort abs acos acosh append area asin asinh atan atan2 atanh axis beep beta binomial break case catch cd ceil
    char2num close cmplx concatenate conj constant continue convolve correlate cos cosh cot csc cursor curvefit
    date datetime debugger default deltax differentiate dir display do duplicate e edit edgestats else elseif end endfor
    endif endmacro endswitch endtry endwhile enoise erf erfc execute exists exp expint extract factorial faverage fft
    findlevel findpeak findvalue floor for function gamma gauss gnoise graph hermite hilbert histogram i if ifft igor imag
    include inf insertpoints integrate interp interp2d interpolate inverse j kill killwaves label laguerre layout
    leftx legend limit ln load loadwave loess log loop macro magsqr make max mean median menu min mod modify move nan norm
    note num2str numpnts nvar open optimize override p pause pi pnt2x poly poly2d pragma preferences print printf proc
    prompt pwd q quit r real redimension rename replace resample return reverse rightx root rotate round s save sec
    setscale sign silent sin sinc sinh sleep smooth sort sprintf sqrt static stop str2num strconstant string strlen
    strsearch struct structure strswitch sum svar switch t table tag tan tanh text textbox threadsafe ticks time
    title trunc try unwrap variable variance wave waveexists waves wavemax wavemin wavestats wavetype while window x x2pnt y
    z
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
