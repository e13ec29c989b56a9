/// The report `edgewise.analyze/1`.
import Bytes
import DataModel

/// Writes what a step gave as one JSON document.
struct AnalysisJSON {
  let step: AnalysisStep
  let parameters: AnalysisParameters
  let includesArrays: Bool

  func write(_ outcome: AnalysisOutcome, _ findings: [Finding], to sink: inout ReportSink) {
    var json = JSONWriter(isPretty: true)
    json.beginObject()
    json.member("schema", "edgewise.analyze/1")
    writeBody(outcome, to: &json, &sink)
    FindingReport.write(findings, to: &json)
    json.endObject()
    sink.write(json.finish())
  }

  /// Step, parameters and results, as members of the object that is open.
  func writeBody(_ outcome: AnalysisOutcome, to json: inout JSONWriter, _ sink: inout ReportSink) {
    json.member("step", step.name)
    json.key("parameters")
    AnalysisValue.object(parameters.used(by: step)).write(to: &json)
    json.key("results")
    json.beginArray()
    for result in outcome.results {
      write(result, to: &json)
      sink.write(json.takeBytes())
    }
    json.endArray()
  }

  private func write(_ result: AnalysisResult, to json: inout JSONWriter) {
    json.object { json in
      json.key("file")
      AnalysisValue(result.file).write(to: &json)
      json.key("selector")
      AnalysisValue(result.selector).write(to: &json)
      json.key("values")
      AnalysisValue.object(result.values).write(to: &json)
      guard includesArrays else { return }
      json.key("arrays")
      json.object { json in
        for array in result.arrays {
          json.key(array.name)
          json.array { json in
            for number in array.values { json.value(number) }
          }
        }
        for map in result.maps { write(map, to: &json) }
      }
    }
  }

  /// A map as a list of its rows.
  private func write(_ map: (name: String, columns: Int, values: [Double]), to json: inout JSONWriter) {
    json.key(map.name)
    json.array { json in
      for row in stride(from: 0, to: map.values.count, by: max(1, map.columns)) {
        json.array { json in
          for number in map.values[row..<min(row + map.columns, map.values.count)] { json.value(number) }
        }
      }
    }
  }
}
