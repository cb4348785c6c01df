// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {FiducialRegistry} from "../../contracts/FiducialRegistry.sol";
import {Book} from "../../contracts/interfaces/IBooks.sol";
import {ActorKind, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Gateway} from "../../contracts/interfaces/IGateways.sol";
import {History, Record, Status} from "../../contracts/interfaces/IRecords.sol";
import {Review} from "../../contracts/interfaces/IReviews.sol";
import {World} from "./World.sol";

/// @notice Records, contributions, books, reviews and gateways as they must be after what was done.
abstract contract RoomGhost is World {
    uint256 internal constant RECORDS = 8;
    uint256 internal constant GATEWAYS = 6;

    address internal reviewer = name("reviewer");
    /// @dev Breaks the glass and reviews: the one that could review itself.
    address internal medic = name("medic");
    address internal tool = name("tool");
    address internal foreignReviewer = name("reviewer of the clinic");

    uint40 public clock = NOW;
    mapping(bytes32 record => Record) internal _records;
    mapping(bytes32 record => History) internal _histories;
    mapping(bytes32 record => mapping(uint40 number => Review)) internal _reviews;
    mapping(address custodian => Book) internal _books;
    mapping(address gateway => Gateway) internal _gateways;
    uint48 public recordCount;
    uint32 public groupCount;
    mapping(string what => bool) public happened;

    constructor() {
        setUp();
        vm.startPrank(hospital);
        registry.admit(reviewer, ActorKind.PRACTITIONER, Role.REVIEWER, 0, NO_END);
        registry.admit(medic, ActorKind.PRACTITIONER, Role.REVIEWER | Role.EMERGENCY, 0, NO_END);
        registry.admit(tool, ActorKind.DEVICE, 0, 0, NO_END);
        vm.stopPrank();
        vm.startPrank(clinic);
        registry.admit(foreignReviewer, ActorKind.PRACTITIONER, Role.REVIEWER, 0, NO_END);
        vm.stopPrank();
        for (uint256 i = 0; i < GATEWAYS; ++i) {
            vm.prank(gatewaysOrganization(i));
            registry.admit(gatewayAt(i), ActorKind.DEVICE, Role.GATEWAY, 0, NO_END);
        }
        bytes32[3] memory before = [FOREIGN_RECORD, RECORD, OTHER_RECORD];
        for (uint256 i = 0; i < 3; ++i) {
            _records[before[i]] = registry.recordOf(before[i]);
            _histories[before[i]] = History(++recordCount, 0, 0, Status.FINAL);
        }
    }

    function deployed() external view returns (FiducialRegistry) {
        return registry;
    }

    function recordModel(bytes32 record) external view returns (Record memory) {
        return _records[record];
    }

    function historyModel(bytes32 record) external view returns (History memory) {
        return _histories[record];
    }

    function reviewModel(bytes32 record, uint40 number) external view returns (Review memory) {
        return _reviews[record][number];
    }

    function bookModel(address custodian) external view returns (Book memory) {
        return _books[custodian];
    }

    function gatewayModel(address gateway_) external view returns (Gateway memory) {
        return _gateways[gateway_];
    }

    function recordAt(uint256 i) public pure returns (bytes32) {
        i = i % RECORDS;
        if (i == 0) return RECORD;
        if (i == 1) return OTHER_RECORD;
        return i == 2 ? FOREIGN_RECORD : keccak256(abi.encode("another record", i));
    }

    function gatewayAt(uint256 i) public pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("another gateway", i % GATEWAYS)))));
    }

    function gatewaysOrganization(uint256 i) internal view returns (address) {
        return i % 2 == 0 ? hospital : clinic;
    }

    /// @notice Anybody: of the hospital, of the clinic, of neither.
    function anybody(uint256 die) internal view returns (address) {
        return
            [
                hospital,
                registrar,
                radiologist,
                resident,
                reviewer,
                medic,
                tool,
                clinic,
                consultant,
                foreignReviewer,
                gatewayAt(die >> 8),
                stranger,
                admin,
                alice
            ][die % 14];
    }

    /// @notice Whose registrar the account is; zero for nobody's.
    function registersFor(address account) internal view returns (address) {
        if (account == registrar) return hospital;
        return account == hospital || account == clinic ? account : address(0);
    }

    function worksFor(address account) internal view returns (address) {
        for (uint256 i = 0; i < GATEWAYS; ++i) if (account == gatewayAt(i)) return gatewaysOrganization(i);
        if (account == consultant || account == foreignReviewer || account == clinic) return clinic;
        bool isOutside = account == stranger || account == admin || account == alice;
        return isOutside ? address(0) : hospital;
    }

    function isPerson(address account) internal view returns (bool) {
        for (uint256 i = 0; i < GATEWAYS; ++i) if (account == gatewayAt(i)) return false;
        return account != tool && account != hospital && account != clinic && worksFor(account) != address(0);
    }

    /// @notice Which status may follow which, as a table: a row for each status, and in it a bit for each that may come next.
    function mayFollow(Status status, Status next) internal pure returns (bool) {
        uint16[9] memory rows = [
            uint16(0x18f), // registered: anything up to final, cancelled, entered in error
            0x18e, // partial
            0x18c, // preliminary
            0x170, // final: amended, corrected, appended, entered in error
            0x170,
            0x170,
            0x170,
            0, // cancelled
            0 // entered in error
        ];
        return (rows[uint8(status)] >> uint8(next)) & 1 == 1;
    }

    /// @dev Holds what was done against what the caller was entitled to.
    function note(bool done, bool isEntitled, string memory what) internal {
        if (done && !isEntitled) happened[what] = true;
        if (!done && isEntitled) happened["who is entitled was refused"] = true;
    }

    function send(address by, bytes memory call) internal returns (bool done) {
        vm.prank(by);
        (done, ) = address(registry).call(call);
    }
}
