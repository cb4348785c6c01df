// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice By whose leave an access happened.
enum Basis {
    /// @dev There was no leave, or none that the entry names.
    NONE,
    /// @dev The accessor acts for the patient.
    PATIENT,
    /// @dev The custodian's default policy covers it, and the patient had said nothing to the accessor's organization.
    POLICY,
    /// @dev The patient permitted it.
    PERMIT,
    /// @dev The glass was broken.
    EMERGENCY,
    /// @dev What held at the time is no longer in storage; a replay of the events decides.
    UNDETERMINED
}

/// @notice An access, as its accessor or a gateway states it.
struct AccessEntry {
    bytes32 record;
    /// @dev A commitment to the series, instance or section that was accessed, keyed with the record's secret; zero for the whole record.
    bytes32 part;
    /// @dev Small fields in one word, laid out by `AccessWord`: accessor, time, purpose, action, claim and detail.
    uint256 what;
}

/// @title AccessLog: did
///
/// @notice The contract judges every access it is told of, and numbers it. It never refuses the truth: an access without leave is logged with basis
///         NONE. What an entry claims can only make the verdict worse.
interface IAccessLog {
    /// @notice An access to a record, judged by this contract.
    ///
    /// @dev For one `record` the numbers run 1, 2, 3, ... without a gap, and `accessCountOf(record)` is the last one; so a list of accesses is
    ///      complete if and only if it holds every number up to that count. The same holds for a gateway's entry numbers and
    ///      `entryCountOf(gateway)`. The basis is the judgement for the time of the access, not for the block's, and no later transaction
    ///      changes it.
    /// @param what The entry's word, with the gateway in the place of the accessor: the account that logged in the accessor's name, or zero
    ///        when the accessor logged it.
    /// @param verdict Laid out by `VerdictWord`: access number, gateway's entry number, basis, and the version of the permit it rests on.
    event Accessed(
        bytes32 indexed record,
        address indexed accessor,
        uint48 indexed patient,
        bytes32 part,
        uint256 what,
        uint256 verdict
    );

    /// @notice When an account that no organization speaks for, that does not act for the patient and that the named permit was never given to
    ///         states an access: nobody could tell it from noise.
    error NotInDirectory(address accessor);

    /// @notice When a gateway's organization is not the record's custodian.
    error NotCustodiansGateway(address gateway, address custodian);

    /// @notice When a batch does not start with the gateway's next number: it was sent before, or an earlier one is missing.
    error WrongNumber(uint40 next, uint40 given);

    /// @notice When an access is said to happen after the block's time.
    error InFuture(uint40 time, uint256 blockTime);

    /// @notice Logs an access of the caller.
    /// @param entry The caller is the accessor, whatever account the entry's word names.
    function logOwn(AccessEntry calldata entry) external;

    /// @notice Logs accesses in the accessors' names, as a gateway of the records' custodian, all or none.
    /// @param first The number of the first entry: one more than `entryCountOf(caller)`. A batch sent twice is refused the second time.
    function logAccesses(uint40 first, AccessEntry[] calldata entries) external;

    /// @notice How the contract would judge the access now, without logging it.
    /// @return basis The verdict.
    /// @return version The version of the permit it rests on; zero for other bases.
    function basisOf(AccessEntry calldata entry) external view returns (Basis basis, uint32 version);
}
